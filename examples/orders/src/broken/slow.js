exports.handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  console.log('ready, but nobody waits any more');
  return { statusCode: 200, body: 'ready' };
};
