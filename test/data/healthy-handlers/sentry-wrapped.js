const Sentry = require('@sentry/aws-serverless');

Sentry.init({ dsn: process.env.SENTRY_DSN });

exports.handler = Sentry.wrapHandler(async (event) => {
  return { statusCode: 200, body: JSON.stringify({ path: event.path }) };
});
