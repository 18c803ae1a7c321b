export const handler = async (event) => {
  let body;
  let statusCode = '200';
  const headers = { 'Content-Type': 'application/json' };
  try {
    body = await work(event);
  } catch (error) {
    statusCode = '400';
    body = error.message;
  } finally {
    body = JSON.stringify(body);
  }
  return { statusCode, body, headers };
};

async function work(event) {
  return { method: event.httpMethod };
}
