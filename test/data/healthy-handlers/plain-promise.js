const { fetchOrders } = require('./orders');

exports.handler = (event) =>
  fetchOrders(event.pathParameters.id)
    .then((orders) => ({ statusCode: 200, body: JSON.stringify(orders) }))
    .catch((error) => ({ statusCode: 502, body: error.message }));
