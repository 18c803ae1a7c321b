import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

enum Kind {
  Small = 'small',
  Large = 'large',
}

interface Order {
  readonly id: string;
  readonly kind: Kind;
}

const json = (statusCode: number, value: unknown): APIGatewayProxyResult => ({
  statusCode,
  body: JSON.stringify(value),
});

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const id = event.pathParameters?.['id'];
  if (id === undefined) return json(400, { message: 'id is missing' });
  const order: Order = { id, kind: Kind.Small };
  return json(200, order);
};
