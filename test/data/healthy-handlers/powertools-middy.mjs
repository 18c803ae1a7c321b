import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import middy from '@middy/core';

const logger = new Logger();
const tracer = new Tracer();

const lambdaHandler = async (event) => {
  logger.info('order', { id: event.pathParameters?.id });
  return { statusCode: 200, body: JSON.stringify({ id: event.pathParameters?.id }) };
};

export const handler = middy(lambdaHandler)
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger, { logEvent: true }));
