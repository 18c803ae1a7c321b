import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

const app = new Hono();

app.get('/orders/:id', (c) => {
  const id = c.req.param('id');
  return c.json({ id, statusCode: 'shipped' });
});
app.onError((error, c) => c.json({ message: error.message }, 500));

export const handler = handle(app);
