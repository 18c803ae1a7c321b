const headers = { 'access-control-allow-origin': '*' };
const respond = (statusCode, body) => ({ statusCode, headers, body: JSON.stringify(body) });
const ok = (body) => respond(200, body);
const notFound = () => respond(404, { message: 'not found' });

export async function handler(event) {
  try {
    const order = await find(event.pathParameters?.id);
    return order ? ok(order) : notFound();
  } catch (error) {
    console.error(error);
    return respond(500, { message: 'internal' });
  }
}

async function find(id) {
  return id === '1' ? { id } : null;
}
