// The services whose wire is generated: the SDK package with the schemas, and botocore's model with the constraints.
import { s3Operations, s3Uri } from './s3.ts';
import type { SdkOperation } from './sdk-schemas.ts';

export interface WireSource {
  /** Varco's service id and the name of the generated file. */
  readonly id: string;
  readonly sdkPackage: string;
  load(): Promise<object>;
  /** Folder below botocore's `data/`. */
  readonly botocoreModel: string;
  /** The operations whose shapes are wanted; the others are known by name alone. Absent: all. */
  readonly shapesOf?: readonly string[];
  /** The URI by which requests are told apart, where it is not the schema's. */
  readonly uriOf?: (operation: SdkOperation) => string;
}

export const wireSources: readonly WireSource[] = [
  {
    id: 'apigateway',
    sdkPackage: '@aws-sdk/client-api-gateway',
    load: () => import('@aws-sdk/client-api-gateway'),
    botocoreModel: 'apigateway/2015-07-09',
  },
  {
    id: 'lambda',
    sdkPackage: '@aws-sdk/client-lambda',
    load: () => import('@aws-sdk/client-lambda'),
    botocoreModel: 'lambda/2015-03-31',
  },
  {
    id: 'logs',
    sdkPackage: '@aws-sdk/client-cloudwatch-logs',
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
    botocoreModel: 'logs/2014-03-28',
  },
  {
    id: 'cloudwatch',
    sdkPackage: '@aws-sdk/client-cloudwatch',
    load: () => import('@aws-sdk/client-cloudwatch'),
    botocoreModel: 'cloudwatch/2010-08-01',
  },
  {
    id: 'iam',
    sdkPackage: '@aws-sdk/client-iam',
    load: () => import('@aws-sdk/client-iam'),
    botocoreModel: 'iam/2010-05-08',
  },
  {
    id: 'sts',
    sdkPackage: '@aws-sdk/client-sts',
    load: () => import('@aws-sdk/client-sts'),
    botocoreModel: 'sts/2011-06-15',
  },
  {
    id: 's3',
    sdkPackage: '@aws-sdk/client-s3',
    load: () => import('@aws-sdk/client-s3'),
    botocoreModel: 's3/2006-03-01',
    shapesOf: s3Operations,
    uriOf: s3Uri,
  },
];
