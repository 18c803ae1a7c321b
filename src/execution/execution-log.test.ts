// The execution log at each setting, row by row.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { endedBy, randomExecution, randomSettings, sampleExecution } from './execution.cases.ts';
import { executionLog } from './execution-log.ts';
import type { LoggingSettings } from './row-list.ts';
import type { Execution } from './execution.ts';
import { readMap } from './logged-map.ts';
import { testInvokeLog, testStamp } from './test-invoke-log.ts';

const id = '41fc2a48-605e-4df7-99b9-43456c10fe95';
const lambdaId = '144f1a8c-1d4d-4044-91cf-7539c3bf6ba4';
const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:hello';
const uri = `https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`;

/** Texts without the request id; the endpoint's request headers, of which most is made up, by name only. */
function texts(execution: Execution, settings?: LoggingSettings): readonly string[] {
  return executionLog(execution, settings).map(({ text }) => {
    assert.ok(text.startsWith(`(${id}) `));
    return text.slice(id.length + 3).replace(/^(Endpoint request headers): .*$/, '$1: …');
  });
}

const guardRows = [
  'Extended Request Id: OhHjPFP9oAMFkpg=',
  `Verifying Usage Plan for request: ${id}. API Key:  API Stage: 8a1b7vlz9f/prod`,
  "API Key  authorized because method 'ANY /orders/{id}' does not require API Key. Request will not contribute to throttle or quota limits",
  'Usage Plan check succeeded for API Key  and API Stage 8a1b7vlz9f/prod',
];
const startRows = [`Starting execution for request: ${id}`, 'HTTP Method: GET, Resource Path: /orders/7'];
const requestRows = [
  'Method request path: {id=7}',
  'Method request query string: {limit=10}',
  'Method request headers: {Accept=application/json, Authorization=********************e4b2ca, X-Amzn-Trace-Id=Root=1-62238614-3a988ffa3677d72435c58744}',
  'Method request body before transformations: ',
];
const sendingRows = [
  `Endpoint request URI: ${uri}`,
  'Endpoint request headers: …',
  'Endpoint request body after transformations: {"resource":"/orders/{id}"}',
  `Sending request to ${uri}`,
];
const answerRows = (payload: string, functionError = ''): readonly string[] => [
  'Received response. Status: 200, Integration latency: 241 ms',
  `Endpoint response headers: {Date=Wed, 03 Aug 2022 08:10:00 GMT, Content-Type=application/json, Content-Length=${payload.length}, Connection=keep-alive, x-amzn-RequestId=${lambdaId}, ${functionError}x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=$LATEST, X-Amzn-Trace-Id=root=1-62238614-3a988ffa3677d72435c58744;sampled=0}`,
  `Endpoint response body before transformations: ${payload}`,
];
const lambdaIdRow = `AWS Integration Endpoint RequestId : ${lambdaId}`;
const traceRow = 'X-ray Tracing ID : Root=1-62238614-3a988ffa3677d72435c58744';
const completed = (status: number): string => `Method completed with status: ${status}`;

const info = { level: 'INFO', dataTrace: false } as const;
const error = { level: 'ERROR', dataTrace: false } as const;
const errorTrace = { level: 'ERROR', dataTrace: true } as const;

test('a success at INFO with data trace has every row in order', () => {
  assert.deepEqual(texts(sampleExecution), [
    ...guardRows,
    ...startRows,
    ...requestRows,
    ...sendingRows,
    ...answerRows('{"statusCode":200,"body":"hi"}'),
    'Method response body after transformations: hi',
    'Method response headers: {X-Amzn-Trace-Id=Root=1-62238614-3a988ffa3677d72435c58744;Sampled=0}',
    'Successfully completed execution',
    completed(200),
    lambdaIdRow,
    traceRow,
  ]);
});

test('a success at INFO without data trace has nothing of the request, the call or the response', () => {
  assert.deepEqual(texts(sampleExecution, info), [
    ...guardRows,
    ...startRows,
    'Successfully completed execution',
    completed(200),
    lambdaIdRow,
    traceRow,
  ]);
});

test('a success leaves nothing at ERROR and at OFF, whatever the data trace', () => {
  for (const settings of [error, errorTrace, { level: 'OFF', dataTrace: true } as const]) {
    assert.deepEqual(texts(sampleExecution, settings), []);
  }
});

const malformed = endedBy({ kind: 'malformed-output', violations: [] }, '"Bad response"');
const malformedSentence = 'Execution failed due to configuration error: Malformed Lambda proxy response';

test('malformed output at ERROR is two lines, with data trace the payload before them', () => {
  assert.deepEqual(texts(malformed, error), [malformedSentence, completed(502)]);
  assert.deepEqual(texts(malformed, errorTrace), [
    'Endpoint response body before transformations: "Bad response"',
    malformedSentence,
    completed(502),
  ]);
});

test('malformed output at INFO with data trace ends after the payload', () => {
  assert.deepEqual(texts(malformed), [
    ...guardRows,
    ...startRows,
    ...requestRows,
    ...sendingRows,
    ...answerRows('"Bad response"'),
    malformedSentence,
    completed(502),
    lambdaIdRow,
    traceRow,
  ]);
});

test('a function error shows in the endpoint’s response headers', () => {
  const payload = '{"errorMessage":"boom"}';
  const outcome = { kind: 'function-error', errorMessage: 'boom', errorType: null, trace: [] } as const;
  const lines = texts(endedBy(outcome, payload));
  for (const line of answerRows(payload, 'X-Amz-Function-Error=Unhandled, '))
    assert.ok(lines.includes(line), line);
  assert.ok(
    lines.includes(
      `Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: ${lambdaId}`,
    ),
  );
  assert.deepEqual(texts(endedBy(outcome, payload), errorTrace).length, 2);
});

test('a timed-out integration has no answer and no Lambda request id', () => {
  assert.deepEqual(texts(endedBy({ kind: 'integration-timeout', timeoutMs: 29_000 })), [
    ...guardRows,
    ...startRows,
    ...requestRows,
    ...sendingRows,
    'Execution failed due to a timeout error',
    completed(504),
    traceRow,
  ]);
});

test('a refused invocation shows no answer even where Lambda gave one', () => {
  const refused = endedBy({ kind: 'function-throttled', reason: 'x' });
  const call = { ...sampleExecution.integration!.call!, status: 429 };
  const lines = texts({ ...refused, integration: { ...refused.integration!, call } });
  assert.deepEqual(lines.slice(-6), [
    `Sending request to ${uri}`,
    `Lambda invocation failed with status: 429. Lambda request id: ${lambdaId}`,
    'Execution failed due to configuration error: Rate Exceeded.',
    completed(500),
    lambdaIdRow,
    traceRow,
  ]);
});

test('an integration that was not reached leaves no endpoint rows', () => {
  assert.deepEqual(texts(endedBy({ kind: 'invalid-endpoint', uri: 'x' })), [
    ...guardRows,
    ...startRows,
    ...requestRows,
    'Execution failed due to configuration error: Invalid endpoint address',
    completed(500),
    traceRow,
  ]);
});

test('a throttled request ends after the usage plan’s first row, without a trace id', () => {
  assert.deepEqual(texts(endedBy({ kind: 'throttled', ratePerSecond: 1, burst: 1 })), [
    ...guardRows.slice(0, 2),
    'Key throttle limit exceeded for RestApi 8a1b7vlz9f, Stage prod, Resource k0w8mc, HttpMethod ANY. Limit: 1.00 Burst: 1',
    completed(429),
  ]);
});

test('a request refused by an authorizer has no completion line', () => {
  assert.deepEqual(texts(endedBy({ kind: 'unauthorized' })), [
    'Extended Request Id: OhHjPFP9oAMFkpg=',
    `Unauthorized request: ${id}`,
    traceRow,
  ]);
});

test('a request without a method leaves nothing', () => {
  assert.deepEqual(texts({ ...endedBy({ kind: 'route-not-found' }), route: null }), []);
});

test('a customised gateway response is named after the failure, with the status it gives', () => {
  const response = {
    ...malformed.response,
    status: 599,
    gatewayResponse: { type: 'DEFAULT_5XX', customised: true } as const,
  };
  assert.deepEqual(texts({ ...malformed, response }, error), [
    malformedSentence,
    'Gateway response type: DEFAULT_5XX with status code: 599',
    completed(599),
  ]);
});

test('a key is masked, and named again when it was used', () => {
  const execution: Execution = {
    ...sampleExecution,
    request: { ...sampleExecution.request, apiKey: 'abcdefghijBeFFOj', apiKeyId: 'v7y79n2re7' },
    route: { ...sampleExecution.route!, apiKeyRequired: true },
  };
  const lines = texts(execution, info);
  assert.deepEqual(lines.slice(1, 7), [
    `Verifying Usage Plan for request: ${id}. API Key: **********BeFFOj API Stage: 8a1b7vlz9f/prod`,
    'Usage Plan check succeeded for API Key **********BeFFOj and API Stage 8a1b7vlz9f/prod',
    ...startRows,
    'API Key: **********BeFFOj',
    'API Key ID: v7y79n2re7',
  ]);
});

test('a body that is no text is named, not shown', () => {
  const execution: Execution = {
    ...sampleExecution,
    request: { ...sampleExecution.request, body: '/9j/', isBinary: true },
    response: { ...sampleExecution.response, body: Uint8Array.of(0xff, 0xd8, 0xff) },
  };
  const lines = texts(execution);
  assert.ok(lines.includes('Method request body before transformations: [Binary Data]'));
  assert.ok(lines.includes('Method response body after transformations: [Binary Data]'));
});

test('a text keeps its byte order mark, and a long one is cut as text', () => {
  const bodies = ['\uFEFFhi', '€'.repeat(5000)];
  for (const body of bodies) {
    const response = { ...sampleExecution.response, body: Buffer.from(body) };
    const words = 'Method response body after transformations: ';
    const line = texts({ ...sampleExecution, response }).find((text) => text.startsWith(words))!;
    const whole = words + body;
    assert.equal(line, whole.length > 1024 ? `${whole.slice(0, 1024)} [TRUNCATED]` : whole);
  }
});

test('a MOCK integration has no endpoint rows, as recorded', () => {
  const execution: Execution = {
    ...sampleExecution,
    integration: {
      ...sampleExecution.integration!,
      type: 'MOCK',
      functionArn: null,
      sourceArn: null,
      call: null,
    },
    response: {
      ...sampleExecution.response,
      body: Buffer.from('{"petId": "123"}'),
      methodHeaders: [['Content-Type', 'application/json']],
    },
  };
  assert.deepEqual(texts(execution).slice(6), [
    ...requestRows,
    'Method response body after transformations: {"petId": "123"}',
    'Method response headers: {Content-Type=application/json}',
    'Successfully completed execution',
    completed(200),
    traceRow,
  ]);
});

test('the endpoint’s request headers are those of 2022, signed over the event, masked and cut inside the token', () => {
  const line = executionLog(sampleExecution).find(({ text }) =>
    text.includes('Endpoint request headers: '),
  )!.text;
  assert.match(line, / \[TRUNCATED\]$/);
  const headers = readMap(line.slice(line.indexOf('{'), -' [TRUNCATED]'.length));
  assert.deepEqual(
    headers.map(([name]) => name),
    [
      'X-Amz-Date',
      'x-amzn-apigateway-api-id',
      'Accept',
      'User-Agent',
      'Host',
      'X-Amz-Content-Sha256',
      'X-Amzn-Trace-Id',
      'x-amzn-lambda-integration-tag',
      'Authorization',
      'X-Amz-Source-Arn',
      'X-Amz-Security-Token',
    ],
  );
  const values = new Map(headers);
  assert.equal(values.get('X-Amz-Date'), '20220803T081000Z');
  const event = sampleExecution.integration!.requestBody;
  assert.equal(values.get('X-Amz-Content-Sha256'), createHash('sha256').update(event).digest('hex'));
  assert.match(values.get('Authorization')!, /^\*{200,}[0-9a-f]{6}$/);
  assert.equal(values.get('X-Amz-Source-Arn'), sampleExecution.integration!.sourceArn);
});

test('lines before the call have one time, lines after it another', () => {
  const lines = executionLog(sampleExecution);
  const received = lines.findIndex(({ text }) => text.includes('Received response.'));
  for (const [index, { timestampMs }] of lines.entries()) {
    assert.equal(timestampMs - sampleExecution.receivedAtMs, index < received ? 0 : 243);
  }
});

test('no line is longer than the bound, its prefix and its mark, and the same record gives the same lines', () => {
  fc.assert(
    fc.property(randomExecution, randomSettings, (execution, settings) => {
      const lines = executionLog(execution, settings);
      for (const { text } of lines) {
        assert.ok(text.length <= execution.requestId.length + 3 + 1024 + ' [TRUNCATED]'.length);
      }
      assert.deepEqual(executionLog(execution, settings), lines);
    }),
    { numRuns: 200 },
  );
});

// --- TestInvokeMethod

test('a test’s log begins with its request and stamps every other line', () => {
  const tested = { ...sampleExecution, isTest: true, stage: 'test-invoke-stage' };
  const lines = testInvokeLog(tested).split('\n');
  assert.equal(lines[0], `Execution log for request ${id}`);
  assert.equal(lines[1], `Wed Aug 03 08:10:00 UTC 2022 : Starting execution for request: ${id}`);
  assert.deepEqual(lines.slice(-3), [
    'Wed Aug 03 08:10:00 UTC 2022 : Successfully completed execution',
    'Wed Aug 03 08:10:00 UTC 2022 : Method completed with status: 200',
    '',
  ]);
});

test('a test has the rows from "Starting execution" to the status, with data trace whatever the settings', () => {
  const tested = { ...sampleExecution, isTest: true, logging: { level: 'OFF', dataTrace: false } } as const;
  const lines = testInvokeLog(tested).split('\n').slice(1, -1);
  const expected = texts(sampleExecution).slice(4, -2);
  assert.deepEqual(
    lines.map((line) => line.slice(31).replace(/^(Endpoint request headers): .*$/, '$1: …')),
    expected,
  );
});

test('a stamp has two digits for the day', () => {
  assert.equal(testStamp(Date.UTC(2022, 2, 5, 15, 47, 32)), 'Sat Mar 05 15:47:32 UTC 2022');
});
