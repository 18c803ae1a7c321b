exports.handler = async () => {
  return {
    statusCode: 200,
    headers: { 'x-table': 7 },
    body: 'a number is sent as text',
  };
};
