// What is told to telemetry is found in its store: logs where they are asked for, metrics as SPEC §5.3 says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { randomExecution, randomSettings, sampleExecution } from '../execution/execution.cases.ts';
import { executionLog } from '../execution/execution-log.ts';
import type { Execution } from '../execution/execution.ts';
import { newLogGroupSettings } from '../store/log-store.ts';
import { createTelemetry } from './create-telemetry.ts';
import { readEvents, readPlace, writePlace, type PlacedEvent } from './read-events.ts';
import type { Telemetry } from './telemetry.ts';

const group = 'API-Gateway-Execution-Logs_8a1b7vlz9f/prod';

async function read(
  telemetry: Telemetry,
  logGroup: string,
  backward = false,
): Promise<readonly PlacedEvent[]> {
  const range = {
    group: logGroup,
    streams: null,
    startMs: 0,
    endMs: Number.MAX_SAFE_INTEGER,
    backward,
    behind: null,
  };
  const events: PlacedEvent[] = [];
  for await (const event of readEvents(await telemetry.logs(), range)) events.push(event);
  return events;
}

const messagesOf = (events: readonly PlacedEvent[]): readonly string[] =>
  events.map(({ message }) => message);

async function sum(
  telemetry: Telemetry,
  name: string,
  dimensions: Record<string, string>,
): Promise<number | null> {
  const metrics = await telemetry.metrics();
  const range = {
    namespace: 'AWS/ApiGateway',
    name,
    dimensions,
    unit: null,
    startMs: 0,
    endMs: Number.MAX_SAFE_INTEGER,
  };
  const found = await metrics.read(range);
  return found.length === 0 ? null : found.reduce((total, { aggregate }) => total + aggregate.sum, 0);
}

test('every line of every execution is read once, in the order of time, in both directions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(randomExecution, randomSettings), { maxLength: 8 }), async (pairs) => {
      const telemetry = createTelemetry();
      const executions = pairs.map(([execution, logging], index): Execution => ({
        ...execution,
        ...(({ apiId, stage }) => ({ apiId, stage }))(sampleExecution),
        logging,
        receivedAtMs: index * 3,
      }));
      for (const execution of executions) telemetry.recordExecution(execution);
      const expected = executions
        .flatMap((execution) => executionLog(execution))
        .map(({ timestampMs, text }) => `${timestampMs} ${text}`);
      const events = await read(telemetry, group);
      const found = events.map(({ place, message }) => `${place.timeMs} ${message}`);
      assert.deepEqual(found.toSorted(), expected.toSorted());
      const times = events.map(({ place }) => place.timeMs);
      assert.deepEqual(
        times,
        times.toSorted((one, other) => one - other),
      );
      assert.deepEqual(messagesOf(await read(telemetry, group, true)), messagesOf(events).toReversed());
      const places = events.map(({ place }) => writePlace(place));
      assert.deepEqual(places, [...new Set(places)].toSorted());
      assert.deepEqual(
        places.map(readPlace),
        events.map(({ place }) => place),
      );
    }),
    { numRuns: 30 },
  );
});

test('a stage that logs nothing, a test and a request without a method leave no execution log', async () => {
  const telemetry = createTelemetry();
  telemetry.recordExecution({ ...sampleExecution, logging: { level: 'OFF', dataTrace: true } });
  telemetry.recordExecution({ ...sampleExecution, logging: { level: 'ERROR', dataTrace: false } });
  telemetry.recordExecution({ ...sampleExecution, isTest: true });
  telemetry.recordExecution({ ...sampleExecution, outcome: { kind: 'route-not-found' } });
  assert.equal(await (await telemetry.logs()).group(group), null);
});

test('the access log goes into its group, which must be there', async () => {
  const telemetry = createTelemetry();
  const accessLog = { logGroup: 'accesses', format: '$context.requestId $context.status' };
  const execution: Execution = { ...sampleExecution, logging: { level: 'OFF', dataTrace: false, accessLog } };
  telemetry.recordExecution(execution);
  const logs = await telemetry.logs();
  assert.equal(await logs.group('accesses'), null);
  await logs.createGroup('accesses', 0, newLogGroupSettings);
  telemetry.recordExecution(execution);
  const events = await read(telemetry, 'accesses');
  assert.deepEqual(messagesOf(events), [`${execution.requestId} 200`]);
  assert.match(events[0]!.stream, /^[0-9a-f]{32}$/);
});

test('requests move the metrics of their API and stage, and of their method where it has its own', async () => {
  const telemetry = createTelemetry();
  const answered = (status: number, more: Partial<Execution> = {}): void =>
    telemetry.recordExecution({
      ...sampleExecution,
      ...more,
      response: { ...sampleExecution.response, status },
    });
  answered(200);
  answered(404);
  answered(502, { logging: { level: 'OFF', dataTrace: false, detailedMetrics: true } });
  answered(403, { outcome: { kind: 'route-not-found' }, route: null, integration: null });
  answered(403, { outcome: { kind: 'stage-not-found' }, stage: 'none', route: null, integration: null });
  answered(200, { isTest: true });
  const stage = { ApiName: 'orders', Stage: 'prod' };
  const method = { ...stage, Method: 'ANY', Resource: '/orders/{id}' };
  assert.deepEqual(
    await Promise.all(['Count', '4XXError', '5XXError'].map((name) => sum(telemetry, name, stage))),
    [4, 2, 1],
  );
  assert.deepEqual(
    await Promise.all(
      ['Count', '4XXError', '5XXError'].map((name) => sum(telemetry, name, { ApiName: 'orders' })),
    ),
    [4, 2, 1],
  );
  assert.deepEqual(
    await Promise.all(['Count', '5XXError'].map((name) => sum(telemetry, name, method))),
    [1, 1],
  );
  assert.equal(await sum(telemetry, 'IntegrationLatency', stage), 3 * 240.6);
  assert.equal(await sum(telemetry, 'Count', { ApiName: 'orders', Stage: 'none' }), null);
});

test("a name of an API that is not ASCII is left out of its metrics' dimensions", async () => {
  const telemetry = createTelemetry();
  telemetry.recordExecution({ ...sampleExecution, apiName: 'città' });
  telemetry.recordExecution({ ...sampleExecution, apiName: '都市' });
  assert.equal(await sum(telemetry, 'Count', { ApiName: 'citt' }), 1);
  assert.equal(await sum(telemetry, 'Count', { ApiName: sampleExecution.apiId }), 1);
});

test('a throttled invocation counts as a throttle alone', async () => {
  const telemetry = createTelemetry();
  const invocation = {
    functionName: 'f',
    resource: 'f:live',
    atMs: 1,
    durationMs: 5,
    error: true,
    throttled: false,
    concurrent: 2,
  };
  telemetry.recordInvocation(invocation);
  telemetry.recordInvocation({ ...invocation, error: false, throttled: true });
  const metrics = await telemetry.metrics();
  const range = { namespace: 'AWS/Lambda', unit: null, startMs: 0, endMs: 60_000 };
  const sums: Record<string, number[]> = {};
  for (const name of ['Invocations', 'Errors', 'Throttles', 'Duration', 'ConcurrentExecutions']) {
    for (const dimensions of [{}, { FunctionName: 'f' }, { FunctionName: 'f', Resource: 'f:live' }]) {
      const [found] = await metrics.read({ ...range, name, dimensions });
      (sums[name] ??= []).push(found!.aggregate.sum);
    }
  }
  assert.deepEqual(sums, {
    Invocations: [1, 1, 1],
    Errors: [1, 1, 1],
    Throttles: [1, 1, 1],
    Duration: [5, 5, 5],
    ConcurrentExecutions: [2, 2, 2],
  });
});

test('a metric filter counts what arrives after it, in lines and in records, and stops when it is taken away', async () => {
  const telemetry = createTelemetry();
  const arrive = (): void => {
    telemetry.putLogEvents({
      logGroup: 'g',
      logStream: 's',
      events: [
        { timestampMs: 1, message: '{"latency": 12, "kind": "read"}' },
        { timestampMs: 2, message: '{"latency": "none"}' },
        { timestampMs: 3, message: 'plain' },
      ],
    });
    telemetry.recordExecution(sampleExecution);
  };
  arrive();
  const logs = await telemetry.logs();
  const filter = {
    filterName: 'f',
    createdAtMs: 0,
    metricNamespace: 'n',
    defaultValue: null,
    unit: null,
    dimensions: {},
  };
  const latency = {
    ...filter,
    filterPattern: '{ $.latency = * }',
    metricName: 'latency',
    metricValue: '$.latency',
    dimensions: { Kind: '$.kind' },
  };
  const requests = {
    ...filter,
    filterPattern: '"Method completed"',
    metricName: 'requests',
    metricValue: '1',
  };
  await logs.changeGroup('g', (settings) => ({ ...settings, metricFilters: { f: latency } }));
  await logs.changeGroup(group, (settings) => ({ ...settings, metricFilters: { f: requests } }));
  arrive();
  await telemetry.flush();
  await logs.changeGroup('g', (settings) => ({ ...settings, metricFilters: {} }));
  await logs.changeGroup(group, (settings) => ({ ...settings, metricFilters: {} }));
  arrive();
  const metrics = await telemetry.metrics();
  const range = { namespace: 'n', unit: null, startMs: 0, endMs: Number.MAX_SAFE_INTEGER };
  const [found] = await metrics.read({ ...range, name: 'latency', dimensions: { Kind: 'read' } });
  assert.deepEqual([found!.aggregate.count, found!.aggregate.sum], [1, 12]);
  const [counted] = await metrics.read({ ...range, name: 'requests', dimensions: {} });
  assert.equal(counted!.aggregate.sum, 1);
});
