exports.handler = async () => {
  const order = { id: 42, dish: 'Saltimbocca' };
  return {
    statusCode: 200,
    body: order,
  };
};
