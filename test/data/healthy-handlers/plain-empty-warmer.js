exports.handler = async (event) => {
  if (event.warmup) return;
  return { statusCode: 200, body: 'ok' };
};
