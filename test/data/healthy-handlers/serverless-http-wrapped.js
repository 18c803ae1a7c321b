const serverless = require('serverless-http');
const { app, connect } = require('./app');

const handle = serverless(app);

module.exports.handler = async (event, context) => {
  context.callbackWaitsForEmptyEventLoop = false;
  await connect();
  const result = await handle(event, context);
  return result;
};
