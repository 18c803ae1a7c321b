exports.handler = async (event) => {
  if (event.source === 'serverless-plugin-warmup') {
    console.log('warm');
    return 'Lambda is warm!';
  }
  return { statusCode: 204 };
};
