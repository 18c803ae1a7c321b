import serverless from 'serverless-http';
import Koa from 'koa';

const app = new Koa();
app.use(async (ctx) => {
  ctx.body = { path: ctx.path };
});

export const handler = serverless(app, {
  request(request, event, context) {
    request.context = event.requestContext;
  },
  response(response) {
    response.headers['x-served-by'] = 'lambda';
  },
  binary: ['image/png'],
});
