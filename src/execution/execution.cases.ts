// Executions for tests: one sample, and random ones whose facts hang together as the gateway's do.
import * as fc from 'fast-check';
import type { HeaderList } from '../core/header-list.ts';
import { bodyOf, entryOf, statusOf } from './catalogue.ts';
import type { Execution, ExecutionIntegration, ExecutionResponse } from './execution.ts';
import type { LoggingSettings } from './row-list.ts';
import type { Outcome, OutcomeKind, OutcomeOf } from './outcome.ts';

const requestId = '41fc2a48-605e-4df7-99b9-43456c10fe95';
const traceHeader = 'Root=1-62238614-3a988ffa3677d72435c58744';
const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:hello';
const receivedAtMs = Date.UTC(2022, 7, 3, 8, 10, 0, 250);

/** `GET /prod/orders/7?limit=10`, answered with 200 after 241 ms. */
export const sampleExecution: Execution = {
  requestId,
  extendedRequestId: 'OhHjPFP9oAMFkpg=',
  traceHeader,
  isTest: false,
  accountId: '111122223333',
  region: 'us-east-1',
  apiId: '8a1b7vlz9f',
  apiName: 'orders',
  stage: 'prod',
  deploymentId: 'dep123',
  logging: { level: 'INFO', dataTrace: true },
  request: {
    method: 'GET',
    path: '/orders/7',
    pathWithStage: '/prod/orders/7',
    headers: [
      ['Accept', 'application/json'],
      ['Authorization', 'Bearer secret-token-e4b2ca'],
      ['X-Amzn-Trace-Id', traceHeader],
    ],
    query: [['limit', '10']],
    pathParameters: [['id', '7']],
    body: '',
    isBinary: false,
    bodyBytes: 0,
    sourceIp: '203.0.113.9',
    userAgent: null,
    domainName: '8a1b7vlz9f.execute-api.us-east-1.amazonaws.com',
    apiKey: null,
    apiKeyId: null,
  },
  route: {
    resourceId: 'k0w8mc',
    resourcePath: '/orders/{id}',
    method: 'ANY',
    operationName: null,
    apiKeyRequired: false,
  },
  integration: {
    type: 'AWS_PROXY',
    functionArn,
    sourceArn: 'arn:aws:execute-api:us-east-1:111122223333:8a1b7vlz9f/prod/ANY/orders/{id}',
    requestBody: '{"resource":"/orders/{id}"}',
    sentAtMs: receivedAtMs + 2,
    timeoutMs: 29_000,
    call: {
      status: 200,
      requestId: '144f1a8c-1d4d-4044-91cf-7539c3bf6ba4',
      receivedAtMs: receivedAtMs + 243,
      latencyMs: 240.6,
      functionError: null,
      executedVersion: '$LATEST',
      payload: '{"statusCode":200,"body":"hi"}',
    },
  },
  outcome: { kind: 'ok' },
  response: {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    methodHeaders: [['X-Amzn-Trace-Id', `${traceHeader};Sampled=0`]],
    body: Buffer.from('hi'),
    gatewayResponse: null,
  },
  receivedAtMs,
  latencyMs: 244.2,
};

/** The sample as it would have ended so, with the payload that the function gave. */
export function endedBy(outcome: Outcome, payload = '{"statusCode":200,"body":"hi"}'): Execution {
  const { reaches } = entryOf(outcome);
  const functionError = entryOf(outcome).metrics.lambdaErrors === 1 ? 'Unhandled' : null;
  const integration = sampleExecution.integration!;
  const call = reaches === 'answer' ? { ...integration.call!, payload, functionError } : null;
  return {
    ...sampleExecution,
    outcome,
    integration: reaches === 'answer' || reaches === 'endpoint' ? { ...integration, call } : null,
    response: {
      ...sampleExecution.response,
      status: statusOf(outcome),
      methodHeaders: [],
      body: Buffer.from(bodyOf(outcome)),
    },
  };
}

// --- random ones

/** Also longer than a line, with line breaks, and with characters of two UTF-16 units. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }).map((lines) => lines.join('\n')),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 9 }), fc.nat(400))
    .map(([piece, times]) => piece.repeat(times)),
);
const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/);
// Without line breaks, and without what looks like the next entry of a map: that cannot be told apart (logged-map.ts).
const value = fc.stringMatching(/^[A-Za-z0-9 ;:/.*-]{0,60}$/);
const list: fc.Arbitrary<HeaderList> = fc.array(fc.tuple(token, value), { maxLength: 6 });
const segment = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const apiId = fc.stringMatching(/^[a-z0-9]{10}$/);
const traceId = fc.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
const method = fc.constantFrom('GET', 'POST', 'DELETE');

const lambdaStatus = fc.constantFrom(400, 403, 408, 409, 410, 500, 502);

const outcomes: { readonly [K in OutcomeKind]: fc.Arbitrary<Omit<OutcomeOf<K>, 'kind'>> } = {
  ok: fc.constant({}),
  'malformed-output': fc.constant({ violations: [] }),
  'function-error': fc.record({
    errorMessage: fc.oneof(text, fc.constant('a. Lambda request id: b')),
    errorType: fc.constant(null),
    trace: fc.constant([]),
  }),
  'function-timeout': fc.tuple(fc.uuid(), fc.nat({ max: 90_000 })).map(([id, hundredths]) => ({
    errorMessage: `RequestId: ${id} Error: Task timed out after ${(hundredths / 100).toFixed(2)} seconds`,
    timeoutSeconds: hundredths / 100,
  })),
  'function-response-too-large': fc.nat().map((bytes) => ({
    errorMessage: `Response payload size exceeded maximum allowed payload size (${bytes} bytes).`,
  })),
  'integration-timeout': fc.constant({ timeoutMs: 29_000 }),
  'no-permission': fc.constant({
    decision: {
      allowed: false,
      reason: 'no-policy',
      closest: null,
      query: {
        servicePrincipal: 'apigateway.amazonaws.com',
        sourceArn: '',
        sourceAccount: '',
        functionArn: '',
      },
    },
  }),
  'function-throttled': fc.constant({ reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' }),
  'role-not-assumable': segment.map((name) => ({ roleArn: `arn:aws:iam::111122223333:role/${name}` })),
  'lambda-service-error': fc.constantFrom(500, 503, 504).map((status) => ({ status })),
  'integration-network-error': fc.record({ detail: value }),
  'integration-method-not-post': fc.constant({ integrationMethod: 'GET' }),
  'function-not-found': fc.record({ message: text }),
  'lambda-refused': fc.record({ status: lambdaStatus, message: text }),
  'event-too-large': fc.record({ eventBytes: fc.nat() }),
  'response-headers-too-large': fc.record({ headerBytes: fc.nat() }),
  'response-header-illegal': fc.record({ name: token, value }),
  'base64-undecodable': fc.constant({}),
  'illegal-header-mapping': fc.record({ header: token }),
  'request-header-refused': fc.record({ header: token }),
  'invalid-endpoint': fc.record({ uri: value }),
  'mapping-failed': fc.record({ message: text }),
  'request-body-not-json': fc.record({ detail: value }),
  'endpoint-tls-failed': fc.constant({ detail: 'self-signed certificate' }),
  'unsupported-media-type': fc.constant({}),
  'bad-request-body': fc.record({ validationError: text, contentType: fc.constant('application/json') }),
  'bad-request-parameters': fc.record({ missing: fc.array(token, { minLength: 1, maxLength: 4 }) }),
  'route-not-found': fc.constant({}),
  'stage-not-found': fc.constant({}),
  'request-too-large': fc.constant({ contentBytes: null }),
  'request-uri-too-long': fc.constant({}),
  throttled: fc.record({ ratePerSecond: fc.nat(), burst: fc.nat() }),
  'quota-exceeded': fc.constant({}),
  'api-key-invalid': fc.constant({}),
  unauthorized: fc.constant({}),
  'access-denied': fc.constantFrom(
    { message: 'User is not authorized to access this resource' },
    { message: 'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:x' },
  ),
  'authorizer-misconfigured': fc.record({ message: text }),
  'authorizer-failed': fc.record({ message: text }),
  'missing-authentication-token': fc.constant({}),
  'invalid-signature': value.map((rest) => ({ message: `Signature expired: ${rest}` })),
  'incomplete-signature': value.map((rest) => ({
    message: `Authorization header requires 'Signature' parameter. ${rest}`,
  })),
  'expired-token': fc.constant({}),
  'unrecognized-client': fc.constant({}),
  'waf-filtered': fc.constant({}),
  defect: fc.record({ message: text }),
};

export const outcomeKinds = Object.keys(outcomes) as readonly OutcomeKind[];

const randomOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  // Success more often than any one failure.
  { weight: 6, arbitrary: fc.constant<Outcome>({ kind: 'ok' }) },
  ...outcomeKinds.map((kind) =>
    (outcomes[kind] as fc.Arbitrary<object>).map((facts) => ({ ...facts, kind }) as Outcome),
  ),
);

/** Every combination of level and data trace. */
export const randomSettings: fc.Arbitrary<LoggingSettings> = fc.record({
  level: fc.constantFrom('OFF', 'ERROR', 'INFO'),
  dataTrace: fc.boolean(),
});

const ids = fc.record({
  requestId: fc.uuid(),
  extendedRequestId: fc.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
  lambdaRequestId: fc.uuid(),
  traceId,
  apiId,
  stage: segment,
  resource: segment,
  functionName: segment,
  region: fc.constantFrom('us-east-1', 'eu-south-1', 'cn-north-1'),
});

const values = fc.record({
  method,
  path: fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
  headers: list,
  query: list,
  pathParameters: list,
  body: text,
  isBinary: fc.boolean(),
  apiKey: fc.option(fc.stringMatching(/^[A-Za-z0-9]{0,40}$/)),
  apiKeyId: fc.option(segment),
  apiKeyRequired: fc.boolean(),
  configuredMethod: fc.constantFrom('ANY', 'POST'),
  event: text,
  payload: text,
  executedVersion: fc.constantFrom('$LATEST', '7'),
  answer: fc.oneof(
    text.map((body) => Buffer.from(body)),
    fc.uint8Array({ maxLength: 30 }),
  ),
  methodHeaders: list,
  sampled: fc.boolean(),
  customised: fc.boolean(),
  isMock: fc.boolean(),
  isHttp: fc.boolean(),
  isCustom: fc.boolean(),
  httpHeaders: list,
});

const times = fc.record({
  receivedAtMs: fc.integer({ min: Date.UTC(2016, 0, 1), max: Date.UTC(2030, 0, 1) }),
  overheadMs: fc.nat(5),
  latencyMs: fc.double({ min: 0, max: 29_000, noNaN: true }),
});

type Ids = typeof ids extends fc.Arbitrary<infer T> ? T : never;
type Values = typeof values extends fc.Arbitrary<infer T> ? T : never;
type Times = typeof times extends fc.Arbitrary<infer T> ? T : never;

export const randomExecution: fc.Arbitrary<Execution> = fc
  .tuple(ids, values, times, randomOutcome)
  .map(([someIds, someValues, someTimes, outcome]) => assemble(someIds, someValues, someTimes, outcome));

function assemble(id: Ids, value: Values, time: Times, outcome: Outcome): Execution {
  return {
    requestId: id.requestId,
    extendedRequestId: id.extendedRequestId,
    traceHeader: `Root=${id.traceId}${value.sampled ? ';Parent=53995c3f42cd8ad8;Sampled=1' : ''}`,
    isTest: false,
    accountId: '111122223333',
    region: id.region,
    apiId: id.apiId,
    apiName: 'any',
    stage: id.stage,
    deploymentId: 'dep123',
    logging: { level: 'INFO', dataTrace: true },
    request: {
      method: value.method,
      path: value.path,
      pathWithStage: `/${id.stage}${value.path}`,
      headers: value.headers,
      query: value.query,
      pathParameters: value.pathParameters,
      body: value.body,
      isBinary: value.isBinary,
      bodyBytes: Buffer.byteLength(value.body),
      sourceIp: '203.0.113.9',
      userAgent: null,
      domainName: 'example.org',
      apiKey: value.apiKey,
      apiKeyId: value.apiKeyId,
    },
    route: {
      resourceId: 'k0w8mc',
      resourcePath: `/${id.resource}`,
      method: value.configuredMethod,
      operationName: null,
      apiKeyRequired: value.apiKeyRequired,
    },
    integration: integrationOf(id, value, time, outcome),
    outcome,
    response: responseOf(value, outcome),
    receivedAtMs: time.receivedAtMs,
    latencyMs: time.overheadMs + time.latencyMs,
  };
}

function integrationOf(id: Ids, value: Values, time: Times, outcome: Outcome): ExecutionIntegration | null {
  const { reaches, metrics } = entryOf(outcome);
  if (reaches !== 'endpoint' && reaches !== 'answer') return null;
  const sentAtMs = time.receivedAtMs + time.overheadMs;
  const common = { requestBody: value.event, sentAtMs, timeoutMs: 29_000 };
  if (value.isMock && outcome.kind === 'ok') {
    return { ...common, type: 'MOCK', functionArn: null, sourceArn: null, call: null };
  }
  if (value.isHttp && endsHttp.has(outcome.kind)) return httpIntegration(common, id, value, time, outcome);
  return {
    ...common,
    type: value.isCustom ? 'AWS' : 'AWS_PROXY',
    functionArn: `arn:aws:lambda:${id.region}:111122223333:function:${id.functionName}`,
    sourceArn: `arn:aws:execute-api:${id.region}:111122223333:${id.apiId}/${id.stage}/${value.configuredMethod}/${id.resource}`,
    call:
      outcome.kind === 'integration-timeout'
        ? null
        : {
            status: reaches === 'answer' ? 200 : 429,
            requestId: id.lambdaRequestId,
            receivedAtMs: sentAtMs + Math.round(time.latencyMs),
            latencyMs: time.latencyMs,
            functionError: metrics.lambdaErrors === 1 ? 'Unhandled' : null,
            executedVersion: value.executedVersion,
            payload: value.payload,
          },
  };
}

/** The endings that an HTTP backend can lead to. */
const endsHttp: ReadonlySet<OutcomeKind> = new Set([
  'ok',
  'mapping-failed',
  'integration-timeout',
  'integration-network-error',
  'endpoint-tls-failed',
]);

function httpIntegration(
  common: Pick<ExecutionIntegration, 'requestBody' | 'sentAtMs' | 'timeoutMs'>,
  id: Ids,
  value: Values,
  time: Times,
  outcome: Outcome,
): ExecutionIntegration {
  const answered = entryOf(outcome).reaches === 'answer';
  return {
    ...common,
    type: 'HTTP',
    functionArn: null,
    sourceArn: null,
    http: {
      uri: `https://example.org/${id.resource}?q=${id.stage}`,
      requestHeaders: [
        ['x-amzn-apigateway-api-id', id.apiId],
        ['X-Amzn-Trace-Id', `Root=${id.traceId}`],
        ...value.headers,
      ],
      responseHeaders: answered ? value.httpHeaders : [],
    },
    call: answered
      ? {
          status: 404,
          requestId: '',
          receivedAtMs: common.sentAtMs + Math.round(time.latencyMs),
          latencyMs: time.latencyMs,
          functionError: null,
          executedVersion: '',
          payload: value.payload,
        }
      : null,
  };
}

function responseOf(value: Values, outcome: Outcome): ExecutionResponse {
  if (outcome.kind === 'ok') {
    return {
      status: 200,
      headers: value.methodHeaders,
      methodHeaders: value.methodHeaders,
      body: value.answer,
      gatewayResponse: null,
    };
  }
  const customised = value.customised;
  return {
    status: customised ? 599 : statusOf(outcome),
    headers: [],
    methodHeaders: [],
    body: Buffer.from(bodyOf(outcome)),
    gatewayResponse: { type: 'DEFAULT_5XX', customised },
  };
}
