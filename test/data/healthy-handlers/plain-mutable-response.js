exports.handler = async function (event) {
  const response = { statusCode: 200, headers: {} };
  let body;
  switch (event.httpMethod) {
    case 'GET':
      body = { items: [] };
      break;
    case 'DELETE':
      body = { deleted: event.pathParameters.id };
      break;
    default:
      throw new Error(`Unsupported method "${event.httpMethod}"`);
  }
  response.headers['content-type'] = 'application/json';
  response.body = JSON.stringify(body);
  return response;
};
