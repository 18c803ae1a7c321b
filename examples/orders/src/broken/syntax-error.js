exports.handler = async () => {
  return { statusCode: 200 body: 'a comma is missing' };
};
