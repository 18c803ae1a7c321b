import awsLambdaFastify from '@fastify/aws-lambda';
import fastify from 'fastify';

const app = fastify({ logger: true });
app.get('/', async (request, reply) => {
  reply.header('cache-control', 'no-store');
  return { hello: 'world', body: { nested: true } };
});

export const handler = awsLambdaFastify(app, { decorateRequest: false });
await app.ready();
