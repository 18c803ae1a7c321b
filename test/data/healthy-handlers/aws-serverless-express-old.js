const awsServerlessExpress = require('aws-serverless-express');
const app = require('./app');

const server = awsServerlessExpress.createServer(app, null, ['application/octet-stream']);

exports.handler = (event, context) => {
  console.log('event', event.path);
  awsServerlessExpress.proxy(server, event, context);
};
