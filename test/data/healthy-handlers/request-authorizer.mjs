export const handler = async (event) => {
  if (event.headers?.authorization !== 'Bearer good') throw new Error('Unauthorized');
  return {
    principalId: 'someone',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
    },
  };
};
