exports.handler = (event, context, callback) => {
  const id = event.pathParameters && event.pathParameters.id;
  if (!id) {
    callback(null, { statusCode: 400, body: JSON.stringify({ message: 'id?' }) });
    return;
  }
  load(id, (error, order) => {
    if (error) return callback(null, { statusCode: 500, body: error.message });
    callback(null, { statusCode: 200, body: JSON.stringify(order) });
  });
};

function load(id, done) {
  setTimeout(() => done(null, { id }), 5);
}
