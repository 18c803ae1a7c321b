import serverlessExpress from '@codegenie/serverless-express';
import { createApp } from './create-app.mjs';

let instance;

async function setup(event, context) {
  const app = await createApp();
  instance = serverlessExpress({ app });
  return instance(event, context);
}

export function handler(event, context) {
  if (instance) return instance(event, context);
  return setup(event, context);
}
