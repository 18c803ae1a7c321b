exports.handler = async () => {
  return { statusCode: 200, body: 'x'.repeat(7 * 1024 * 1024) };
};
