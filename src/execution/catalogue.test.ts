// The catalogue against the recorded vectors, and both ways through its sentences.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  bodyOf,
  catalogue,
  entryOf,
  logSentencesOf,
  metricsOf,
  readSentences,
  statusOf,
} from './catalogue.ts';
import { endedBy, outcomeKinds, sampleExecution } from './execution.cases.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

interface ErrorVector {
  readonly cause: string;
  readonly status: number;
  readonly body: string;
  readonly error_type?: string;
  readonly gateway_response?: string;
  readonly log?: readonly string[] | null;
  readonly lambda_errors?: number;
  readonly lambda_invocations?: number;
  readonly lambda_throttles?: number;
}

const vectorsUrl = new URL('../../test/data/vectors.json', import.meta.url);
const vectors = (JSON.parse(readFileSync(vectorsUrl, 'utf8')) as { readonly errors: readonly ErrorVector[] })
  .errors;

const lambdaRequestId = '758a8c2f-35eb-4713-b55e-56879fbc968b';
const roleArn = 'arn:aws:iam::202533534284:role/lambda-apigateway-role';
const refusedDecision = {
  allowed: false,
  reason: 'no-policy',
  closest: null,
  query: { servicePrincipal: 'apigateway.amazonaws.com', sourceArn: '', sourceAccount: '', functionArn: '' },
} as const;

/** Each recorded cause as an outcome. */
const outcomesByCause: Readonly<Record<string, Outcome>> = {
  'malformed output': { kind: 'malformed-output', violations: [] },
  'function error': { kind: 'function-error', errorMessage: 'boom', errorType: 'Error', trace: [] },
  'function timeout': {
    kind: 'function-timeout',
    errorMessage: `RequestId: ${lambdaRequestId} Error: Task timed out after 3.00 seconds`,
    timeoutSeconds: 3,
  },
  'integration timeout': { kind: 'integration-timeout', timeoutMs: 29_000 },
  'no permission': { kind: 'no-permission', decision: refusedDecision },
  'lambda throttled': {
    kind: 'function-throttled',
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  },
  'role not assumable': { kind: 'role-not-assumable', roleArn },
  'integration method not POST': { kind: 'integration-method-not-post', integrationMethod: 'GET' },
  'lambda 503': { kind: 'lambda-service-error', status: 503 },
  network: { kind: 'integration-network-error', detail: '' },
  'unmatched route': { kind: 'route-not-found' },
  'api key': { kind: 'api-key-invalid' },
  throttle: { kind: 'throttled', ratePerSecond: 1, burst: 1 },
  quota: { kind: 'quota-exceeded' },
  'authorizer unauthorized': { kind: 'unauthorized' },
  'authorizer broken': { kind: 'authorizer-misconfigured', message: 'Invalid JSON in response' },
  'validator body': { kind: 'bad-request-body', validationError: '[x]', contentType: 'application/json' },
  'validator parameters': { kind: 'bad-request-parameters', missing: ['x-header-param', 'issuer', 'qs1'] },
};

const filled = (sentence: string): string =>
  sentence
    .replaceAll('{lambdaRequestId}', lambdaRequestId)
    .replace('{errorMessage}', 'boom')
    .replace('{t:.2f}', '3.00')
    .replace('{roleArn}', roleArn);

for (const vector of vectors) {
  test(`the recorded ending "${vector.cause}" holds byte for byte`, () => {
    const outcome = outcomesByCause[vector.cause];
    assert.ok(outcome !== undefined, 'a vector without an outcome');
    const entry = entryOf(outcome);
    assert.equal(statusOf(outcome), vector.status);
    assert.equal(bodyOf(outcome), vector.body);
    if (vector.error_type !== undefined) assert.equal(entry.errorType, vector.error_type);
    if (vector.gateway_response !== undefined)
      assert.equal(entry.gatewayResponseType, vector.gateway_response);
    if (vector.log != null) {
      const recorded = vector.log.filter((line) => !line.startsWith('Method completed')).map(filled);
      assert.deepEqual(logSentencesOf(outcome, { lambdaRequestId }), recorded);
    }
    const { metrics } = entry;
    assert.equal(metrics.lambdaErrors, vector.lambda_errors ?? metrics.lambdaErrors);
    assert.equal(metrics.lambdaInvocations, vector.lambda_invocations ?? metrics.lambdaInvocations);
    assert.equal(metrics.lambdaThrottles, vector.lambda_throttles ?? metrics.lambdaThrottles);
  });
}

test('every kind of ending has an entry with its source', () => {
  assert.deepEqual(new Set(Object.keys(catalogue)), new Set(outcomeKinds));
  for (const kind of outcomeKinds) assert.ok(entryOf({ kind }).source.length > 0, kind);
});

test('an ending that leaves lines has sentences, unless it succeeds', () => {
  for (const kind of outcomeKinds) {
    const { reaches, sentences } = entryOf({ kind });
    assert.equal(sentences.length === 0, reaches === 'nothing' || kind === 'ok', kind);
  }
});

test('bodies made before execution have no space, those made during it have one', () => {
  for (const kind of outcomeKinds) {
    const { reaches, body } = entryOf({ kind });
    if (kind === 'ok') continue;
    const before = reaches === 'nothing' || reaches === 'authorizer' || reaches === 'usage-plan';
    assert.equal(body === 'spaced', !before, kind);
  }
});

const otherBodies: readonly (readonly [outcome: Outcome, status: number, body: string])[] = [
  [{ kind: 'stage-not-found' }, 403, '{"message":"Forbidden"}'],
  [{ kind: 'access-denied', message: 'User is "x"' }, 403, String.raw`{"Message":"User is \"x\""}`],
  [{ kind: 'request-too-large', contentBytes: null }, 413, 'HTTP content length exceeded 10485760 bytes.'],
  [{ kind: 'request-uri-too-long' }, 414, 'Request URI too long'],
  [{ kind: 'event-too-large', eventBytes: 7_000_000 }, 413, '{"message": "Request Too Long"}'],
  [{ kind: 'authorizer-failed', message: 'x' }, 500, '{"message":null}'],
  [{ kind: 'unsupported-media-type' }, 415, '{"message": "Unsupported Media Type"}'],
  [{ kind: 'lambda-refused', status: 502, message: 'KMS' }, 500, '{"message": "Internal server error"}'],
];
for (const [outcome, status, body] of otherBodies) {
  test(`${outcome.kind} answers ${status} ${body}`, () => {
    assert.equal(statusOf(outcome), status);
    assert.equal(bodyOf(outcome), body);
  });
}

test('the trace header is missing before execution and where a header mapping is illegal', () => {
  const without = outcomeKinds.filter((kind) => !entryOf({ kind }).traceHeader);
  assert.ok(without.includes('illegal-header-mapping'));
  for (const kind of without) {
    const { reaches } = entryOf({ kind });
    assert.ok(kind === 'illegal-header-mapping' || (reaches !== 'request' && reaches !== 'answer'), kind);
  }
});

test('metrics follow the final status, and a MOCK integration moves none of Lambda’s', () => {
  const ok = metricsOf(sampleExecution);
  assert.deepEqual([ok.error4xx, ok.error5xx, ok.lambdaInvocations], [0, 0, 1]);
  const own502 = { ...sampleExecution, response: { ...sampleExecution.response, status: 502 } };
  assert.deepEqual([metricsOf(own502).error5xx, metricsOf(own502).lambdaErrors], [1, 0]);
  const throttled = metricsOf(endedBy({ kind: 'throttled', ratePerSecond: 1, burst: 1 }));
  assert.deepEqual([throttled.error4xx, throttled.integrationLatency], [1, false]);
  const mock = {
    ...sampleExecution,
    integration: { ...sampleExecution.integration!, type: 'MOCK', functionArn: null, call: null } as const,
  };
  assert.equal(metricsOf(mock).lambdaInvocations, 0);
});

// --- the way back

const kindOf = (...lines: readonly string[]): OutcomeKind | undefined =>
  readSentences(
    lines.map((text) => ({ text, truncated: false })),
    { beforeExecution: false },
  )?.outcome.kind;

const wordings: readonly (readonly [kind: OutcomeKind, ...lines: string[]])[] = [
  [
    'function-timeout',
    'Lambda execution failed with status 200 due to customer function error: 2019-02-27T11:31:11.456Z 71952965-d5cc-4974-ae08-6e2138b2275c Task timed out after 10.00 seconds. Lambda request id: 71952965-d5cc-4974-ae08-6e2138b2275c',
  ],
  [
    'function-error',
    'Lambda execution failed with status 200 due to customer function error: RequestId: 80572150-944e-40e5-b782-aca7f713289f Process exited before completing request. Lambda request id: 80572150-944e-40e5-b782-aca7f713289f',
  ],
  [
    'function-response-too-large',
    'Lambda execution failed with status 200 due to customer function error: Response payload size exceeded maximum allowed payload size (6291556 bytes).. Lambda request id: 80572150-944e-40e5-b782-aca7f713289f',
  ],
  ['function-throttled', 'Lambda invocation failed with status: 429. Lambda request id: x'],
  ['function-throttled', 'Execution failed due to configuration error: Rate Exceeded.'],
  [
    'function-not-found',
    'Lambda invocation failed with status: 404. Lambda request id: x',
    'Execution failed due to configuration error: Function not found: arn:aws:lambda:us-east-1:1:function:gone',
  ],
  [
    'lambda-refused',
    'Lambda invocation failed with status: 502. Lambda request id: x',
    'Execution failed due to configuration error: KMS access was denied',
  ],
  ['lambda-service-error', 'Lambda invocation failed with status: 503. Lambda request id: x'],
  [
    'mapping-failed',
    'Execution failed due to configuration error: Output mapping refers to an invalid method response: 200',
  ],
  [
    'integration-network-error',
    'Execution failed due to a network error communicating with endpoint: Connection is closed',
  ],
];
for (const [kind, ...lines] of wordings) {
  test(`"${lines.join(' ⟶ ').slice(0, 110)}" is ${kind}`, () => {
    assert.equal(kindOf(...lines), kind);
  });
}

test('a configuration error before execution is the authorizer’s', () => {
  const line = 'Execution failed due to configuration error: Invalid permissions on Lambda function';
  const found = [{ text: line, truncated: false }];
  assert.deepEqual(readSentences(found, { beforeExecution: true })?.outcome, {
    kind: 'authorizer-misconfigured',
    message: 'Invalid permissions on Lambda function',
  });
  assert.equal(readSentences(found, { beforeExecution: false })?.outcome.kind, 'no-permission');
});

test('words that are no failure line have no ending', () => {
  assert.equal(kindOf('START RequestId: x Version: $LATEST'), undefined);
  assert.equal(kindOf(), undefined);
});
