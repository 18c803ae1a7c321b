import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpResponseSerializer from '@middy/http-response-serializer';
import createError from 'http-errors';

const base = async (event) => {
  if (!event.body.name) throw new createError.BadRequest('name is missing');
  return { statusCode: 201, body: { name: event.body.name } };
};

export const handler = middy(base)
  .use(httpJsonBodyParser())
  .use(
    httpResponseSerializer({
      serializers: [{ regex: /^application\/json$/, serializer: ({ body }) => JSON.stringify(body) }],
      defaultContentType: 'application/json',
    }),
  )
  .use(httpErrorHandler());
