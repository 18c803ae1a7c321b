// Every service's operations, each loaded with its first request.
import type { OperationContext } from './context.ts';
import type { ServiceTables } from './protocol/serve.ts';

export const awsServices: ServiceTables<OperationContext> = {
  apigateway: async () => (await import('./apigateway/operations.ts')).apigatewayOperations,
  lambda: async () => (await import('./lambda/operations.ts')).lambdaOperations,
  logs: async () => (await import('./logs/operations.ts')).logsOperations,
  cloudwatch: async () => (await import('./cloudwatch/operations.ts')).cloudwatchOperations,
  iam: async () => (await import('./iam/operations.ts')).iamOperations,
  s3: async () => (await import('./s3/operations.ts')).s3Operations,
  sts: async () => (await import('./sts/operations.ts')).stsOperations,
};
