// AWS's services as their wire tells them apart, and the table of each, loaded when the first request asks for it.
import type { GeneratedTable, Tables } from './tables.ts';
import { openTables } from './tables.ts';

export type ServiceId = 'apigateway' | 'lambda' | 'logs' | 'cloudwatch' | 'iam' | 'sts' | 's3';

export type ProtocolId = 'restJson1' | 'awsJson1.0' | 'awsJson1.1' | 'awsQuery' | 'rpcv2Cbor' | 'restXml';

export interface Service {
  readonly id: ServiceId;
  /** The service in the credential scope of a signature. */
  readonly signingName: string;
  /** The first is the one an answer takes where the request does not say. */
  readonly protocols: readonly ProtocolId[];
  /** In front of the operation in `X-Amz-Target`, and the service in the path of rpcv2Cbor. */
  readonly targetPrefix: string | null;
  /** The API's date; awsQuery sends it as `Version`. */
  readonly version: string;
  readonly xmlNamespace: string | null;
  /** The code of `1 validation error detected: …` (recorded for Lambda, API Gateway, Logs and CloudWatch; IAM's by its users' reports). */
  readonly constraintCode:
    | 'ValidationException'
    | 'InvalidParameterException'
    | 'ValidationError'
    | 'InvalidArgument';
  /** Operations that need no signature. */
  readonly unsigned: readonly string[];
  tables(): Promise<Tables>;
}

export const services: Readonly<Record<ServiceId, Service>> = {
  apigateway: {
    id: 'apigateway',
    signingName: 'apigateway',
    protocols: ['restJson1'],
    targetPrefix: null,
    version: '2015-07-09',
    xmlNamespace: null,
    constraintCode: 'ValidationException',
    unsigned: [],
    tables: once(async () => (await import('./generated/apigateway.ts')).apigateway),
  },
  lambda: {
    id: 'lambda',
    signingName: 'lambda',
    protocols: ['restJson1'],
    targetPrefix: null,
    version: '2015-03-31',
    xmlNamespace: null,
    constraintCode: 'ValidationException',
    unsigned: [],
    tables: once(async () => (await import('./generated/lambda.ts')).lambda),
  },
  logs: {
    id: 'logs',
    signingName: 'logs',
    protocols: ['awsJson1.1'],
    targetPrefix: 'Logs_20140328',
    version: '2014-03-28',
    xmlNamespace: null,
    constraintCode: 'InvalidParameterException',
    unsigned: [],
    tables: once(async () => (await import('./generated/logs.ts')).logs),
  },
  cloudwatch: {
    id: 'cloudwatch',
    signingName: 'monitoring',
    protocols: ['awsQuery', 'awsJson1.0', 'rpcv2Cbor'],
    targetPrefix: 'GraniteServiceVersion20100801',
    version: '2010-08-01',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    constraintCode: 'ValidationError',
    unsigned: [],
    tables: once(async () => (await import('./generated/cloudwatch.ts')).cloudwatch),
  },
  iam: {
    id: 'iam',
    signingName: 'iam',
    protocols: ['awsQuery'],
    targetPrefix: null,
    version: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    constraintCode: 'ValidationError',
    unsigned: [],
    tables: once(async () => (await import('./generated/iam.ts')).iam),
  },
  sts: {
    id: 'sts',
    signingName: 'sts',
    protocols: ['awsQuery'],
    targetPrefix: null,
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    constraintCode: 'ValidationError',
    unsigned: ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'],
    tables: once(async () => (await import('./generated/sts.ts')).sts),
  },
  s3: {
    id: 's3',
    signingName: 's3',
    protocols: ['restXml'],
    targetPrefix: null,
    version: '2006-03-01',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    constraintCode: 'InvalidArgument',
    unsigned: [],
    tables: once(async () => (await import('./generated/s3.ts')).s3),
  },
};

export const serviceList: readonly Service[] = Object.values(services);

function once(load: () => Promise<GeneratedTable>): () => Promise<Tables> {
  let tables: Promise<Tables> | null = null;
  return () => (tables ??= load().then(openTables));
}
