// The endpoint under test: AWS's clients for it, its account, the roles that cases share, and where its APIs answer.
import { randomBytes } from 'node:crypto';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createRoles, type Roles } from './roles.ts';

export interface Clients {
  readonly apigateway: APIGatewayClient;
  readonly cloudwatch: CloudWatchClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

export interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly clients: Clients;
  readonly roles: Roles;
  /** `{endpoint}/_aws/execute-api/{apiId}/{stage}` and the like; see --execute-api-url. */
  readonly executeApiUrl: string;
  /** A name that nothing else at the endpoint has. */
  uniqueName(): string;
  close(): Promise<void>;
}

export interface TargetOptions {
  readonly endpoint: string;
  readonly region?: string;
  readonly executeApiUrl?: string;
}

export const executeApiUrlDefault = '{endpoint}/_aws/execute-api/{apiId}/{stage}';

/** @throws Error when nothing answers at the endpoint */
export async function connect(options: TargetOptions): Promise<Target> {
  const endpoint = options.endpoint.replace(/\/+$/, '');
  const region = options.region ?? 'us-east-1';
  const configuration = {
    endpoint,
    region,
    credentials: {
      accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
      secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
    },
    // What is recorded is the first answer.
    maxAttempts: 1,
  };
  const clients: Clients = {
    apigateway: new APIGatewayClient(configuration),
    cloudwatch: new CloudWatchClient(configuration),
    iam: new IAMClient(configuration),
    lambda: new LambdaClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    sts: new STSClient(configuration),
  };
  const [, partition, accountId] = await caller(clients.sts);
  const run = randomBytes(4).toString('hex');
  let names = 0;
  const uniqueName = (): string => `conformance-${run}-${++names}`;
  const roles = createRoles(clients.iam, accountId, uniqueName);
  return {
    endpoint,
    region,
    accountId,
    partition,
    clients,
    roles,
    executeApiUrl: options.executeApiUrl ?? executeApiUrlDefault,
    uniqueName,
    close: async () => {
      await roles.close();
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** An endpoint without STS is taken for one with the account that emulators agree on. */
async function caller(sts: STSClient): Promise<readonly [string, string, string]> {
  try {
    const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
    return ['arn', Arn?.split(':')[1] ?? 'aws', Account ?? '000000000000'];
  } catch (error) {
    if (error instanceof Error && '$metadata' in error && '$response' in error) {
      return ['arn', 'aws', '000000000000'];
    }
    throw error;
  }
}
