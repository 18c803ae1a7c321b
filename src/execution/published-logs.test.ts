// The published logs in test/data/log-examples: each is read, and, where the record can be rebuilt from what was read,
// rendered again into the same lines.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sampleExecution } from './execution.cases.ts';
import { executionLog } from './execution-log.ts';
import type { LoggingSettings } from './row-list.ts';
import type { Execution } from './execution.ts';
import type { Outcome } from './outcome.ts';
import { parseExecutionLog } from './parse-log.ts';
import type { LoggedText, ParsedExecution } from './parsed-execution.ts';
import { testInvokeLog } from './test-invoke-log.ts';

function example(name: string): readonly string[] {
  const url = new URL(`../../test/data/log-examples/${name}.txt`, import.meta.url);
  // L and M are snapshots with placeholders: any id and time will do.
  const text = readFileSync(url, 'utf8')
    .replaceAll(/<request-id-\d>/g, '41fc2a48-605e-4df7-99b9-43456c10fe95')
    .replaceAll('DDD MMM dd hh:mm:ss UTC yyyy', 'Mon Sep 29 19:28:50 UTC 2025');
  return text.replace(/\n$/, '').split('\n');
}

function only(lines: readonly string[]): ParsedExecution {
  const parsed = parseExecutionLog(lines);
  assert.equal(parsed.length, 1);
  return parsed[0]!;
}

/** A cut text made long enough again that it is cut at the same place. */
function refilled(logged: LoggedText | undefined): string {
  return logged === undefined ? '' : logged.text + (logged.truncated ? 'x'.repeat(1024) : '');
}

/** The record as far as the log tells it; `known` adds what it does not tell and a line needs. */
function rebuilt(parsed: ParsedExecution, known: Partial<Execution> = {}): Execution {
  const { request, integration, response, route } = parsed;
  const call = integration?.call;
  const receivedAtMs = parsed.firstAtMs ?? 0;
  const answeredAtMs = parsed.lastAtMs ?? receivedAtMs;
  const calledAtMs = call?.headers?.entries.find(([name]) => name === 'Date')?.[1];
  return {
    ...sampleExecution,
    // A tail does not name it, and has no line that needs it.
    requestId: parsed.requestId ?? '',
    extendedRequestId: parsed.extendedRequestId ?? '',
    traceHeader: `Root=${parsed.traceId ?? traceOf(call?.headers?.text)}${/;sampled=1/.test(call?.headers?.text ?? '') ? ';Sampled=1' : ''}`,
    apiId: parsed.apiId ?? '',
    stage: parsed.stage ?? '',
    request: {
      ...sampleExecution.request,
      method: request.method ?? '',
      path: request.path ?? '',
      headers: request.headers?.entries ?? [],
      query: request.query?.entries ?? [],
      pathParameters: request.pathParameters?.entries ?? [],
      body: refilled(request.body),
    },
    route: route === undefined ? sampleExecution.route : { ...sampleExecution.route!, ...route },
    integration:
      integration === undefined
        ? null
        : {
            type: 'AWS_PROXY',
            functionArn: integration.functionArn ?? 'arn:aws:lambda:us-east-1:1:function:any',
            sourceArn: integration.sourceArn ?? '',
            requestBody: refilled(integration.requestBody),
            sentAtMs: receivedAtMs,
            timeoutMs: 29_000,
            call:
              call === undefined
                ? null
                : {
                    status: call.status ?? 200,
                    requestId: call.requestId ?? '',
                    receivedAtMs: calledAtMs === undefined ? answeredAtMs : Date.parse(calledAtMs),
                    latencyMs: call.latencyMs ?? 0,
                    functionError: call.functionError ?? null,
                    executedVersion: call.executedVersion ?? '',
                    payload: refilled(call.payload),
                  },
          },
    outcome: parsed.outcome as Outcome,
    response: {
      ...sampleExecution.response,
      status: response.status ?? 0,
      methodHeaders: response.methodHeaders?.entries ?? [],
      body: Buffer.from(refilled(response.body)),
    },
    receivedAtMs,
    latencyMs: answeredAtMs - receivedAtMs,
    ...known,
  };
}

function traceOf(headers: string | undefined): string {
  return /1-[0-9a-f]{8}-[0-9a-f]{24}/.exec(headers ?? '')?.[0] ?? '';
}

const withoutFront = (line: string): string => line.replace(/^(?:\d{13}|\d{4}-\S+Z) /, '');

/** A line of 2019 as it is written today: the status in row 16, `Root=` in row 21, two spaces where the key is empty. */
function modern(line: string): string {
  return withoutFront(line)
    .replace('Received response. Integration', 'Received response. Status: 200, Integration')
    .replace('X-ray Tracing ID : 1-', 'X-ray Tracing ID : Root=1-')
    .replace('API Key: API Stage', 'API Key:  API Stage')
    .replace('API Key authorized', 'API Key  authorized')
    .replace('API Key and API Stage', 'API Key  and API Stage');
}

/** Rows 17 and 18 stood the other way round until about September 2019 (SPEC §6.3). */
function inTodaysOrder(lines: readonly string[]): readonly string[] {
  const ordered = [...lines];
  const headers = ordered.findIndex((line) => line.includes(') Endpoint response headers: '));
  if (headers > 0 && ordered[headers - 1]!.includes(') Endpoint response body ')) {
    ordered.splice(headers - 1, 0, ...ordered.splice(headers, 1));
  }
  return ordered;
}

// Row 13 is exempt: signature and token are made up, and the order is another generation's. Its names are compared.
const made = (line: string): string => line.replace(/(Endpoint request headers: ).*/, '$1…');

const trace = { level: 'INFO', dataTrace: true } as const;

function stageLines(execution: Execution, settings: LoggingSettings): readonly string[] {
  return executionLog(execution, settings).map(({ text }) => made(text));
}

// --- stage logs

test('A, INFO in 2018: read, and written again but for the rows that were added later', () => {
  const lines = example('a-stage-info-success');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, { kind: 'ok' });
  assert.deepEqual(parsed.route, { method: 'POST', resourcePath: '/jazz/apilinter', apiKeyRequired: false });
  assert.equal(parsed.request.path, '/api/jazz/apilinter');
  assert.deepEqual([parsed.firstAtMs, parsed.lastAtMs], [1536026489779, 1536026489988]);
  const written = stageLines(rebuilt(parsed), { level: 'INFO', dataTrace: false });
  const addedLater = /\) (?:Extended Request Id|X-ray Tracing ID |AWS Integration Endpoint)/;
  assert.deepEqual(
    written.filter((line) => !addedLater.test(line)),
    lines.map(withoutFront),
  );
});

test('B, data trace in 2019: read, and written again but for row 13 and the last line, which was not published', () => {
  const lines = example('b-stage-trace-success');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, { kind: 'ok' });
  assert.equal(parsed.apiId, 'uwe3g5jm54');
  assert.equal(parsed.request.apiKey, '');
  assert.equal(parsed.request.headers?.entries.length, 17);
  assert.deepEqual(parsed.unrecognised, []);
  const { sourceArn, requestBody, call } = parsed.integration ?? {};
  assert.equal(sourceArn, 'arn:aws:execute-api:eu-west-2:958845080241:uwe3g5jm54/Prod/POST/echo');
  assert.equal(requestBody?.truncated, true);
  assert.deepEqual([call?.latencyMs, call?.status, call?.functionError], [11, undefined, null]);
  const written = stageLines(rebuilt(parsed), trace);
  assert.deepEqual(written.slice(0, -1), inTodaysOrder(lines.map(modern)).map(made));
});

test('C, malformed output: the tail is read and written again', () => {
  const lines = example('c-stage-trace-malformed');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, { kind: 'malformed-output' });
  assert.equal(parsed.response.status, 502);
  const written = stageLines(rebuilt(parsed), trace);
  // The length is exempt: white space of the payload was collapsed where it was published.
  const ofAnyLength = (line: string): string => line.replace(/Content-Length=\d+/, 'Content-Length=…');
  assert.deepEqual(
    written.slice(-lines.length).map(ofAnyLength),
    inTodaysOrder(lines.map(modern)).map(ofAnyLength),
  );
});

test('D, a function timed out in the words of 2019: the tail is read and written again', () => {
  const lines = example('d-stage-trace-function-timeout');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, {
    kind: 'function-timeout',
    errorMessage:
      '2019-02-27T11:31:11.456Z 71952965-d5cc-4974-ae08-6e2138b2275c Task timed out after 10.00 seconds',
    timeoutSeconds: 10,
  });
  assert.equal(parsed.integration?.functionArn?.split(':').at(-1), 'log-test-1-EchoFunction-175HKORAF18IO');
  assert.equal(parsed.integration?.call?.functionError, 'Unhandled');
  assert.deepEqual(stageLines(rebuilt(parsed), trace).slice(-lines.length), inTodaysOrder(lines.map(modern)));
});

test('E, a throttled request: read and written again, whole', () => {
  const lines = example('e-stage-key-throttle');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, { kind: 'throttled', ratePerSecond: 1, burst: 1 });
  // Only the failure line names resource and method, and the outcome does not keep them.
  const route = { ...sampleExecution.route!, resourceId: 'k0w8mc', method: 'POST' };
  assert.deepEqual(stageLines(rebuilt(parsed, { route }), trace), lines.map(withoutFront));
});

test('F, five failures of 2025: read, and written again as a stage at ERROR with data trace does', () => {
  const lines = example('f-stage-five-failures');
  const parsed = parseExecutionLog(lines);
  assert.deepEqual(
    parsed.map(({ outcome, response }) => [outcome, response.status]),
    [
      [{ kind: 'integration-timeout' }, 504],
      [{ kind: 'malformed-output' }, 502],
      [{ kind: 'no-permission' }, 500],
      [{ kind: 'function-throttled' }, 500],
      [{ kind: 'function-error', errorMessage: 'Application error in a Lambda function' }, 502],
    ],
  );
  const written = parsed.flatMap((one) => stageLines(rebuilt(one), { level: 'ERROR', dataTrace: true }));
  assert.deepEqual(written, lines);
});

test('G, refused by an authorizer in 2026: read and written again, whole', () => {
  const lines = example('g-stage-authorizer-refused');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, { kind: 'unauthorized' });
  assert.deepEqual(parsed.authorizer, { authorizerId: '4hugyv' });
  assert.equal(parsed.firstAtMs, Date.UTC(2026, 0, 10, 11, 4, 45, 964));
  const authorizer = {
    authorizerId: '4hugyv',
    type: 'TOKEN',
    identity: [],
    integration: null,
    principalId: null,
    context: {},
    claims: null,
    latencyMs: 0,
  } as const;
  const settings = { level: 'INFO', dataTrace: false } as const;
  assert.deepEqual(stageLines(rebuilt(parsed, { authorizer }), settings), lines.map(withoutFront));
});

test('H, a role that cannot be assumed and a customised response: read; written again with the line behind them', () => {
  const lines = example('h-stage-role-not-assumable');
  const parsed = only(lines);
  assert.deepEqual(parsed.outcome, {
    kind: 'role-not-assumable',
    roleArn: 'arn:aws:iam::202533534284:role/lambda-apigateway-role',
  });
  assert.deepEqual(parsed.response.gatewayResponse, { type: 'DEFAULT_5XX', status: 500 });
  const response = {
    ...sampleExecution.response,
    status: 500,
    gatewayResponse: { type: 'DEFAULT_5XX', customised: true } as const,
  };
  const written = stageLines(rebuilt(parsed, { response }), { level: 'ERROR', dataTrace: false });
  assert.deepEqual(written.slice(0, -1), lines.map(withoutFront));
});

// --- TestInvokeMethod

function testLines(parsed: ParsedExecution): readonly string[] {
  return testInvokeLog(rebuilt(parsed, { isTest: true }))
    .split('\n')
    .slice(0, -1)
    .map(made);
}

test('I, a success: read and written again, whole', () => {
  const lines = example('i-test-success');
  const parsed = only(lines);
  assert.equal(parsed.form, 'test');
  assert.equal(parsed.requestId, '41fc2a48-605e-4df7-99b9-43456c10fe95');
  assert.deepEqual(parsed.outcome, { kind: 'ok' });
  assert.equal(
    parsed.integration?.sourceArn,
    'arn:aws:execute-api:us-east-1:009167579319:8a1b7vlz9f/test-invoke-stage/GET/test1',
  );
  assert.equal(parsed.traceId, '1-62238614-3a988ffa3677d72435c58744');
  assert.deepEqual(testLines(parsed), lines.map(made));
});

test('row 13 of I has the names that are written today, in their order', () => {
  const names = (parsed: ParsedExecution): readonly string[] =>
    parsed.integration!.requestHeaders!.entries.map(([name]) => name);
  const published = only(example('i-test-success'));
  const written = only([testInvokeLog(rebuilt(published, { isTest: true }))]);
  assert.deepEqual(names(written), names(published));
  const values = new Map(written.integration!.requestHeaders!.entries);
  const made = new Set(['Authorization', 'X-Amz-Security-Token', 'X-Amz-Content-Sha256']);
  for (const [name, value] of published.integration!.requestHeaders!.entries) {
    if (!made.has(name)) assert.equal(values.get(name), value);
  }
});

test('J, malformed output, and K, a function error: the tails are read and written again', () => {
  const endings = {
    'j-test-malformed': { kind: 'malformed-output' },
    'k-test-function-error': {
      kind: 'function-error',
      errorMessage: "'LambdaContext' object has no attribute 'succeed'",
    },
  };
  for (const [name, ending] of Object.entries(endings)) {
    const lines = example(name);
    const parsed = only(lines);
    assert.deepEqual(parsed.outcome, ending);
    assert.deepEqual(testLines(parsed).slice(-lines.length), lines, name);
  }
});

test('L, no integration reached, and M, a MOCK integration: read and written again, whole', () => {
  const endpoint = only(example('l-test-invalid-endpoint'));
  assert.deepEqual(endpoint.outcome, { kind: 'invalid-endpoint' });
  assert.deepEqual(testLines(endpoint), example('l-test-invalid-endpoint'));
  const mock = only(example('m-test-mock'));
  assert.deepEqual(mock.request.pathParameters?.entries, [['petId', '123']]);
  assert.deepEqual(testLines(mock), example('m-test-mock'));
});
