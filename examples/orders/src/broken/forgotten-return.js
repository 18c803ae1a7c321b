const findOrder = async () => ({ id: 42, dish: 'Saltimbocca' });

exports.handler = async () => {
  findOrder().then((order) => {
    return { statusCode: 200, body: JSON.stringify(order) };
  });
};
