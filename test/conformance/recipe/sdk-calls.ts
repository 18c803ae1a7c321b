// Calls `service.Operation` through AWS's SDK, and gives answers the shape in which they were recorded.
import type { Target } from '../target.ts';
import { archive } from './archive.ts';
import { NotReplayable } from './not-replayable.ts';
import type { Members } from './python.ts';

/** What AWS answered to a call that was to fail. */
export class CallFailed extends Error {
  readonly response: Members;

  constructor(call: string, response: Members, options: ErrorOptions) {
    const { Code, Message } = response['Error'] as Readonly<Record<string, string>>;
    super(`${call} answered ${Code}: ${Message}`, options);
    this.response = response;
  }
}

export type Call = (call: string, params: Members) => Promise<Members>;

const modules: Readonly<Record<string, () => Promise<object>>> = {
  apigateway: () => import('@aws-sdk/client-api-gateway'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  iam: () => import('@aws-sdk/client-iam'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
};

interface AnyClient {
  send(command: object): Promise<Members & { readonly $metadata: { readonly httpStatusCode?: number } }>;
}

export function callsThrough({ clients }: Target): Call {
  return async (call, params) => {
    const [service = '', operation = ''] = call.split('.');
    const sdk = (await modules[service]?.()) as Readonly<Record<string, unknown>> | undefined;
    const command = sdk?.[`${operation}Command`] as (new (input: object) => object) | undefined;
    if (command === undefined) throw new NotReplayable(call);
    const client = clients[service as keyof typeof clients] as unknown as AnyClient;
    try {
      const { $metadata, ...members } = await client.send(
        new command(withMoments(service, withBytes(operation, params)) as object),
      );
      return {
        ...(call === 'lambda.Invoke' ? { Payload: '' } : {}),
        ...((await plain(members)) as Members),
        ResponseMetadata: transport($metadata.httpStatusCode),
      };
    } catch (error) {
      if (!(error instanceof Error) || !('$metadata' in error)) throw error;
      const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
      if (httpStatusCode === undefined) throw error;
      if (error.name === 'NotImplemented') throw new NotReplayable(error.message);
      throw new CallFailed(call, errorResponse(error, httpStatusCode), { cause: error });
    }
  };
}

function transport(HTTPStatusCode: number | undefined): Members {
  return { HTTPHeaders: {}, HTTPStatusCode };
}

const notModelled = new Set([
  '__type',
  'name',
  'message',
  'Message',
  'stack',
  '$fault',
  '$metadata',
  '$response',
  '$retryable',
  '$service',
  'Error',
  'Code',
  'RequestId',
]);

function errorResponse(error: Error, status: number): Members {
  const members = Object.entries(error).filter(([name]) => !notModelled.has(name));
  const Message = error.message === 'UnknownError' ? '' : error.message;
  // CloudWatch's client keeps the older protocol's form of an error beside its own.
  const { Error: older } = error as { readonly Error?: { readonly Code: string; readonly Type?: string } };
  if (older?.Type !== undefined) {
    return { Error: { Code: older.Code, Message, Type: older.Type }, ResponseMetadata: transport(status) };
  }
  return {
    Error: { Code: error.name, Message },
    ...Object.fromEntries(members),
    ResponseMetadata: transport(status),
  };
}

const bytesOperations =
  /^(?:Import|PutRestApi|Invoke$|CreateFunction$|UpdateFunctionCode|PublishLayerVersion|PutDocumentation)/;

/** Recipes write bytes as texts, and packages as source code. */
function withBytes(operation: string, params: Members): Members {
  if (!bytesOperations.test(operation)) return params;
  const entries = Object.entries(params).map(([name, value]): [string, unknown] => {
    if (name === 'Code' || name === 'Content') return [name, withBytes(operation, value as Members)];
    if (typeof value !== 'string') return [name, value];
    if (name === 'ZipFile') return [name, archive(value, 'python')];
    return [name, name === 'Payload' || name === 'body' ? Buffer.from(value) : value];
  });
  return Object.fromEntries(entries);
}

/** Python writes a number into a text where its translation names the number. */
const textNames = new Set(['metricValue']);

const momentNames = new Set(['StartTime', 'EndTime', 'Timestamp']);

/** Python takes seconds for a moment where the SDK for JavaScript wants a date. */
function withMoments(service: string, value: unknown): unknown {
  if (
    !['cloudwatch', 'logs'].includes(service) ||
    typeof value !== 'object' ||
    value === null ||
    value instanceof Date
  )
    return value;
  if (Array.isArray(value)) return value.map((item) => withMoments(service, item));
  const entries = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] =>
    typeof member === 'number' && momentNames.has(name)
      ? [name, new Date(member * 1000)]
      : [
          name,
          typeof member === 'number' && textNames.has(name) ? String(member) : withMoments(service, member),
        ],
  );
  return Object.fromEntries(entries);
}

interface SdkStream {
  transformToString(): Promise<string>;
}

/** Bytes and streams as text, members without a value left out. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if ('transformToString' in value) return (value as SdkStream).transformToString();
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) members[name] = await plain(member);
  }
  return members;
}
