// Records of requests for the doctor's tests: an ending, and around it what a gateway would have written.
import type { Execution, ExecutionIntegration } from '../../execution/execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { SourceReader } from '../source/source-reader.ts';

export interface ExecutionParts {
  readonly request?: Partial<Execution['request']>;
  readonly status?: number;
  readonly stage?: string;
  readonly isTest?: boolean;
  /** The event that was sent, JSON. */
  readonly event?: unknown;
  /** The function's output as text; null where nothing came back. */
  readonly payload?: string | null;
  readonly integration?: Partial<ExecutionIntegration> | null;
}

export const functionArn = 'arn:aws:lambda:eu-south-1:123456789012:function:orders';
export const sourceArn = 'arn:aws:execute-api:eu-south-1:123456789012:a1b2c3d4e5/Prod/GET/orders/{id}';

export function executionOf(outcome: Outcome, parts: ExecutionParts = {}): Execution {
  const stage = parts.stage ?? 'Prod';
  const path = parts.request?.path ?? '/orders/7';
  return {
    requestId: '8212e5af-c174-48ce-85d5-729d73c6771a',
    extendedRequestId: 'K2HSsHMcIAMEQzw=',
    traceHeader: 'Root=1-682bec10-60b89ae21ea8a88a67c53117',
    isTest: parts.isTest ?? false,
    accountId: '123456789012',
    region: 'eu-south-1',
    apiId: 'a1b2c3d4e5',
    apiName: 'orders',
    stage,
    deploymentId: 'dep123',
    logging: { level: 'INFO', dataTrace: true },
    request: {
      method: 'GET',
      pathWithStage: `/${stage}${path}`,
      headers: [],
      query: [],
      pathParameters: [],
      body: '',
      isBinary: false,
      bodyBytes: 0,
      sourceIp: '127.0.0.1',
      userAgent: null,
      domainName: 'localhost',
      apiKey: null,
      apiKeyId: null,
      ...parts.request,
      path,
    },
    route: {
      resourceId: 'abc123',
      resourcePath: '/orders/{id}',
      method: 'GET',
      operationName: null,
      apiKeyRequired: false,
    },
    integration: parts.integration === null ? null : integrationOf(parts),
    outcome,
    response: {
      status: parts.status ?? (outcome.kind === 'ok' ? 200 : 502),
      headers: [],
      methodHeaders: [],
      body: new Uint8Array(0),
      gatewayResponse: null,
    },
    receivedAtMs: Date.UTC(2025, 4, 20, 2, 40, 39),
    latencyMs: 12,
  };
}

function integrationOf({ event, payload, integration }: ExecutionParts): ExecutionIntegration {
  return {
    type: 'AWS_PROXY',
    functionArn,
    sourceArn,
    requestBody: JSON.stringify(
      event ?? { body: null, queryStringParameters: null, pathParameters: { id: '7' } },
    ),
    sentAtMs: Date.UTC(2025, 4, 20, 2, 40, 39),
    timeoutMs: 29_000,
    call:
      payload == null
        ? null
        : {
            status: 200,
            requestId: '758a8c2f-35eb-4713-b55e-56879fbc968b',
            receivedAtMs: Date.UTC(2025, 4, 20, 2, 40, 39),
            latencyMs: 10,
            functionError: null,
            executedVersion: '$LATEST',
            payload,
          },
    ...integration,
  };
}

/** A code folder in memory, shown as `src/…`. */
export function folderOf(files: Readonly<Record<string, string>>): SourceReader {
  return {
    read: (path) => files[path] ?? null,
    displayPath: (path) => (path === '' ? 'src' : `src/${path}`),
  };
}
