// AWS's own clients, all of their operations, over every protocol that they can be made to speak.
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { NormalizedSchema } from '@smithy/core/schema';
import type { ServiceId } from '../services.ts';

export interface SdkClient {
  readonly service: ServiceId;
  /** For instance `cloudwatch over awsQuery`. */
  readonly title: string;
  readonly answersXml: boolean;
  readonly operations: readonly SdkOperation[];
  readonly errors: readonly NormalizedSchema[];
  send(operation: string, input: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

export interface SdkOperation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

interface SdkModule {
  readonly [name: string]: unknown;
}

interface RawClient {
  readonly config: { readonly protocol: object };
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

const modules: Readonly<Record<ServiceId, readonly [() => Promise<object>, string]>> = {
  apigateway: [() => import('@aws-sdk/client-api-gateway'), 'APIGatewayClient'],
  lambda: [() => import('@aws-sdk/client-lambda'), 'LambdaClient'],
  logs: [() => import('@aws-sdk/client-cloudwatch-logs'), 'CloudWatchLogsClient'],
  cloudwatch: [() => import('@aws-sdk/client-cloudwatch'), 'CloudWatchClient'],
  iam: [() => import('@aws-sdk/client-iam'), 'IAMClient'],
  sts: [() => import('@aws-sdk/client-sts'), 'STSClient'],
  s3: [() => import('@aws-sdk/client-s3'), 'S3Client'],
};

export const clientVariants: readonly (readonly [ServiceId, 'own' | 'awsQuery' | 'rpcv2Cbor'])[] = [
  ['apigateway', 'own'],
  ['lambda', 'own'],
  ['logs', 'own'],
  ['cloudwatch', 'own'],
  ['cloudwatch', 'awsQuery'],
  ['cloudwatch', 'rpcv2Cbor'],
  ['iam', 'own'],
  ['sts', 'own'],
];

export const testKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

export async function sdkClient(
  service: ServiceId,
  protocol: 'own' | 'awsQuery' | 'rpcv2Cbor',
  endpoint: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<SdkClient> {
  const [load, clientName] = modules[service];
  const sdk = (await load()) as SdkModule;
  const config = {
    endpoint,
    region: 'eu-south-1',
    credentials: testKey,
    maxAttempts: 1,
    disableHostPrefix: true,
  };
  const client = new (constructorOf(sdk, clientName))({
    ...config,
    ...more,
    ...(protocol === 'own' ? {} : { protocol: await protocolClass(protocol) }),
  });
  const schemas = Object.values(sdk).filter((value): value is readonly unknown[] => Array.isArray(value));
  return {
    service,
    title: protocol === 'own' ? service : `${service} over ${protocol}`,
    answersXml: protocol === 'awsQuery' || service === 'iam' || service === 'sts',
    operations: schemas.filter(([kind]) => kind === 9).map(operationOf),
    errors: schemas
      .filter(([kind, namespace]) => kind === -3 && !String(namespace).startsWith('smithy.ts.sdk'))
      .map((schema) => NormalizedSchema.of(schema as never)),
    send: (operation, input) => client.send(new (constructorOf(sdk, `${operation}Command`))(input)),
    destroy: () => client.destroy(),
  };
}

function constructorOf(sdk: SdkModule, name: string): new (argument: unknown) => RawClient {
  return sdk[name] as new (argument: unknown) => RawClient;
}

/** STS's client speaks awsQuery by itself, so its protocol is taken from there. */
async function protocolClass(protocol: 'awsQuery' | 'rpcv2Cbor'): Promise<unknown> {
  if (protocol === 'rpcv2Cbor') return SmithyRpcV2CborProtocol;
  const { STSClient } = await import('@aws-sdk/client-sts');
  const sts = new STSClient({ region: 'eu-south-1' }) as unknown as RawClient;
  return sts.config.protocol.constructor;
}

function operationOf(schema: readonly unknown[]): SdkOperation {
  return {
    name: schema[2] as string,
    input: NormalizedSchema.of(schema[4] as never),
    output: NormalizedSchema.of(schema[5] as never),
  };
}
