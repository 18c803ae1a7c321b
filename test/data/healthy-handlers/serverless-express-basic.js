const serverlessExpress = require('@codegenie/serverless-express');
const app = require('./express-app');

exports.handler = serverlessExpress({ app });
