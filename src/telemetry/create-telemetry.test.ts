// Telemetry keeps the newest, counts what it drops, tells its listeners, and never breaks the writer.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { executionBytesKeptMax, executionsKeptMax, logEventsKeptMax } from '../core/limits.ts';
import type { Execution } from '../execution/execution.ts';
import { createTelemetry } from './create-telemetry.ts';
import type { LogBatch } from './telemetry.ts';

function execution(requestId: string, body = ''): Execution {
  return {
    requestId,
    extendedRequestId: 'Vwc2MGFUrPEFV_g=',
    traceHeader: 'Root=1-00000000-000000000000000000000000',
    isTest: false,
    accountId: '000000000000',
    region: 'us-east-1',
    apiId: 'abcdefghij',
    apiName: 'pets',
    stage: 'prod',
    deploymentId: 'abcdef',
    logging: { level: 'OFF', dataTrace: false },
    request: {
      method: 'GET',
      path: '/',
      pathWithStage: '/prod/',
      headers: [],
      query: [],
      pathParameters: [],
      body,
      isBinary: false,
      bodyBytes: body.length,
      sourceIp: '127.0.0.1',
      userAgent: null,
      domainName: 'localhost',
      apiKey: null,
      apiKeyId: null,
    },
    route: null,
    integration: null,
    outcome: { kind: 'route-not-found' },
    response: { status: 403, headers: [], methodHeaders: [], body: new Uint8Array(), gatewayResponse: null },
    receivedAtMs: 0,
    latencyMs: 1,
  };
}

test('the newest executions are kept, newest last, and what made room is counted', () => {
  const telemetry = createTelemetry();
  const extra = 3;
  for (let n = 0; n < executionsKeptMax + extra; n++) telemetry.recordExecution(execution(String(n)));
  const kept = telemetry.executions();
  assert.equal(kept.length, executionsKeptMax);
  assert.equal(kept[0]!.requestId, String(extra));
  assert.equal(kept.at(-1)!.requestId, String(executionsKeptMax + extra - 1));
  assert.deepEqual(telemetry.dropped(), { executions: extra, logEvents: 0 });
});

test('large bodies force out older executions before their count does', () => {
  const telemetry = createTelemetry();
  const body = 'x'.repeat(executionBytesKeptMax / 8);
  for (let n = 0; n < 10; n++) telemetry.recordExecution(execution(String(n), body));
  assert.deepEqual(
    telemetry.executions().map((kept) => kept.requestId),
    ['3', '4', '5', '6', '7', '8', '9'],
  );
  assert.equal(telemetry.dropped().executions, 3);
});

test('log events come back group by group in the order of arrival, with their stream', () => {
  const telemetry = createTelemetry();
  const put = (logGroup: string, logStream: string, ...messages: string[]): void =>
    telemetry.putLogEvents({
      logGroup,
      logStream,
      events: messages.map((message, index) => ({ timestampMs: index, message })),
    });
  put('/aws/lambda/one', 'a', 'first', 'second');
  put('/aws/lambda/two', 'b', 'other');
  put('/aws/lambda/one', 'c', 'third');
  assert.deepEqual(
    telemetry.logEvents('/aws/lambda/one').map(({ logStream, message }) => `${logStream} ${message}`),
    ['a first', 'a second', 'c third'],
  );
  assert.deepEqual(telemetry.logEvents('/aws/lambda/none'), []);
});

test('log events beyond the bound are dropped oldest first and counted', () => {
  const telemetry = createTelemetry();
  const events = Array.from({ length: logEventsKeptMax + 2 }, (_, n) => ({
    timestampMs: n,
    message: `${n}`,
  }));
  telemetry.putLogEvents({ logGroup: 'g', logStream: 's', events });
  const kept = telemetry.logEvents('g');
  assert.equal(kept.length, logEventsKeptMax);
  assert.equal(kept[0]!.message, '2');
  assert.deepEqual(telemetry.dropped(), { executions: 0, logEvents: 2 });
});

test('listeners hear each record from their subscription to its end', () => {
  const telemetry = createTelemetry();
  const heard: string[] = [];
  const batches: LogBatch[] = [];
  telemetry.recordExecution(execution('before'));
  const end = telemetry.onExecution((record) => heard.push(record.requestId));
  telemetry.onLogEvents((batch) => batches.push(batch));
  telemetry.recordExecution(execution('during'));
  end();
  end();
  telemetry.recordExecution(execution('after'));
  const batch = { logGroup: 'g', logStream: 's', events: [{ timestampMs: 1, message: 'm' }] };
  telemetry.putLogEvents(batch);
  assert.deepEqual(heard, ['during']);
  assert.deepEqual(batches, [batch]);
});

test('a listener that ends its subscription while it is told keeps no other from being told', () => {
  const telemetry = createTelemetry();
  const heard: string[] = [];
  const end = telemetry.onExecution(() => {
    heard.push('one');
    end();
  });
  telemetry.onExecution(() => heard.push('two'));
  telemetry.recordExecution(execution('a'));
  telemetry.recordExecution(execution('b'));
  assert.deepEqual(heard, ['one', 'two', 'two']);
});

test('a listener that throws breaks neither the writer nor the others, and is reported once', () => {
  const reported: unknown[] = [];
  const telemetry = createTelemetry({ reportDefect: (error) => reported.push(error) });
  const defect = new Error('broken');
  const heard: string[] = [];
  telemetry.onExecution(() => {
    throw defect;
  });
  telemetry.onExecution((record) => heard.push(record.requestId));
  telemetry.recordExecution(execution('a'));
  telemetry.recordExecution(execution('b'));
  assert.deepEqual(heard, ['a', 'b']);
  assert.deepEqual(reported, [defect]);
  assert.equal(telemetry.executions().length, 2);
});

test('unless told otherwise the report goes to standard error, with the stack and the cause', () => {
  const script = `
    const { createTelemetry } = await import(${JSON.stringify(new URL('./create-telemetry.ts', import.meta.url).href)});
    const telemetry = createTelemetry();
    telemetry.onLogEvents(() => { throw new Error('broken', { cause: new Error('the root of it') }); });
    telemetry.putLogEvents({ logGroup: 'g', logStream: 's', events: [] });
    telemetry.putLogEvents({ logGroup: 'g', logStream: 's', events: [] });
    console.log('went on');`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.equal(run.stdout, 'went on\n');
  assert.equal(run.stderr.match(/Error: broken/g)?.length, 1);
  assert.match(run.stderr, /the root of it/);
});
