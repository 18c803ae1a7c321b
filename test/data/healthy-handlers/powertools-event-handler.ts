import { Router } from '@aws-lambda-powertools/event-handler/experimental-rest';
import type { Context } from 'aws-lambda';

const app = new Router();
app.get('/ping', async () => ({ message: 'pong' }));

export const handler = async (event: unknown, context: Context) => app.resolve(event, context);
