// The four fields that API Gateway takes from a function: statusCode, headers, body (text!) and isBase64Encoded.
export const handler = async (event) => {
  const order = { id: event.pathParameters.id, dish: 'Saltimbocca', shop: process.env.SHOP };
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'x-table': '7' },
    body: JSON.stringify(order),
    isBase64Encoded: false,
  };
};
