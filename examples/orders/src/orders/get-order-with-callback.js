// The non-async twin: the response goes to the callback; whatever the function returns is ignored.
export const handler = (event, context, callback) => {
  const order = { id: event.pathParameters?.id, dish: 'Saltimbocca', shop: process.env.SHOP };
  callback(null, {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'x-table': '7' },
    body: JSON.stringify(order),
    isBase64Encoded: false,
  });
};
