exports.handler = async () => {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'image/png' },
    body: 'è questa una foto?',
    isBase64Encoded: true,
  };
};
