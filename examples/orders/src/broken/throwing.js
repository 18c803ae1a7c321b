const priceOf = (dish) => {
  if (dish === undefined) throw new TypeError('the dish has no price');
  return 18;
};

exports.handler = async (event) => {
  const price = priceOf(event.queryStringParameters?.dish);
  return { statusCode: 200, body: JSON.stringify({ price }) };
};
