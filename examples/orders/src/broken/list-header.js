exports.handler = async () => {
  return {
    statusCode: 200,
    headers: { 'set-cookie': ['table=7', 'dish=saltimbocca'] },
    body: 'several values belong into multiValueHeaders',
  };
};
