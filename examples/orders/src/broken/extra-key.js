exports.handler = async () => {
  return {
    statusCode: 200,
    cookies: ['table=7'],
    body: JSON.stringify({ dish: 'Saltimbocca' }),
  };
};
