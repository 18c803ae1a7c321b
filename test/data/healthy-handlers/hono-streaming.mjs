import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

const app = new Hono().basePath('/api');
app.get('/', (c) => c.text('ok'));
app.post('/items', async (c) => {
  const body = await c.req.json();
  return c.json(body, 201);
});

const handlerOf = handle(app);
export const handler = async (event, context) => handlerOf(event, context);
