module.exports = {
  handler: async (event) => ({
    statusCode: 302,
    headers: { Location: `https://example.com/${event.pathParameters.proxy}` },
    body: null,
  }),
};
