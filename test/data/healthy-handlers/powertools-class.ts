import type { LambdaInterface } from '@aws-lambda-powertools/commons/types';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const logger = new Logger();

class Orders implements LambdaInterface {
  public async handler(event: APIGatewayProxyEvent, _context: unknown): Promise<APIGatewayProxyResult> {
    logger.info('asked', { path: event.path });
    return { statusCode: 200, body: JSON.stringify({ ok: true }) };
  }
}

const orders = new Orders();
export const handler = orders.handler.bind(orders);
