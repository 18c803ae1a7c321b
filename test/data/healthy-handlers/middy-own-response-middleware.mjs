import middy from '@middy/core';

const respond = () => ({
  after: (request) => {
    request.response = { statusCode: 200, body: JSON.stringify(request.response) };
  },
});

async function listOrders() {
  return [{ id: 1 }, { id: 2 }];
}

export const handler = middy(listOrders).use(respond());
