type Route = (event: { path: string }) => Promise<{ statusCode: number; body: string }>;

const routes: Record<string, Route> = {
  '/a': async () => ({ statusCode: 200, body: 'a' }),
  '/b': async () => ({ statusCode: 200, body: 'b' }),
};

export async function handler(event: { path: string }) {
  const route = routes[event.path];
  if (!route) return { statusCode: 404, body: '' };
  return route(event);
}
