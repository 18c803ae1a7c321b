// Telling telemetry never waits: what is told is written in time or in full batches, and what is lost is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { telemetryBatchMax, telemetryFlushMs, telemetryQueueMax, telemetrySettleMs } from '../core/limits.ts';
import { sampleExecution } from '../execution/execution.cases.ts';
import { createIntake, type Told } from './intake.ts';

/** A clock whose timers wait until they are rung. */
function manualClock() {
  const timers: { readonly delayMs: number; readonly callback: () => void }[] = [];
  return {
    after(delayMs: number, callback: () => void) {
      timers.push({ delayMs, callback });
      return () => undefined;
    },
    delays: () => timers.map(({ delayMs }) => delayMs),
    ring: () => timers.splice(0).forEach(({ callback }) => callback()),
  };
}

function collector(fails: () => boolean = () => false) {
  const written: Told[] = [];
  let settled = 0;
  const writer = {
    async write(told: Told) {
      if (fails()) throw new Error('disk full');
      written.push(told);
    },
    async settle() {
      settled++;
    },
  };
  return { writer: () => writer, written, settled: () => settled };
}

const neverReported = (error: unknown): never => assert.fail(String(error));
const batchOf = (count: number) => ({
  logGroup: 'g',
  logStream: 's',
  events: Array.from({ length: count }, (_, n) => ({ timestampMs: n, message: String(n) })),
});

test('what is told waits for one timer, what is counted for another, and each is written when its own rings', async () => {
  const clock = manualClock();
  const { writer, written, settled } = collector();
  const intake = createIntake(clock, writer, neverReported);
  intake.execution(sampleExecution);
  intake.batch(batchOf(2));
  assert.deepEqual(clock.delays(), [telemetryFlushMs]);
  assert.equal(written.length, 0);
  clock.ring();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    written.map(({ executions, batches }) => [executions.length, batches.length]),
    [[1, 1]],
  );
  assert.equal(settled(), 0);
  intake.counted();
  // What was written may have moved metrics too, by a metric filter: one timer serves both.
  assert.deepEqual(clock.delays(), [telemetrySettleMs]);
  clock.ring();
  await intake.flush();
  assert.equal(settled(), 1);
});

test('what was counted alone is settled when somebody asks', async () => {
  const { writer, settled } = collector();
  const intake = createIntake(manualClock(), writer, neverReported);
  intake.counted();
  await intake.flush();
  assert.equal(settled(), 1);
});

test('a full batch is written at once, without its metrics, which wait for their time', async () => {
  const clock = manualClock();
  const { writer, written, settled } = collector();
  const intake = createIntake(clock, writer, neverReported);
  for (let n = 0; n < telemetryBatchMax; n++) intake.execution(sampleExecution);
  assert.equal(written.length, 0);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(written[0]!.executions.length, telemetryBatchMax);
  assert.equal(settled(), 0);
  clock.ring();
  await intake.flush();
  assert.equal(settled(), 1);
});

test('a queue that is full drops what comes, and counts it', async () => {
  const { writer, written } = collector();
  const intake = createIntake(manualClock(), writer, neverReported);
  for (let n = 0; n < telemetryQueueMax + 3; n++) intake.execution(sampleExecution);
  intake.batch(batchOf(5));
  assert.deepEqual(intake.dropped(), { executions: 3, logEvents: 5 });
  await intake.flush();
  assert.equal(
    written.reduce((sum, { executions }) => sum + executions.length, 0),
    telemetryQueueMax,
  );
});

test('what cannot be written is counted and reported, and writing goes on afterwards', async () => {
  let full = true;
  const { writer, written } = collector(() => full);
  const reported: unknown[] = [];
  const intake = createIntake(manualClock(), writer, (error) => reported.push(error));
  intake.execution(sampleExecution);
  intake.batch(batchOf(2));
  await intake.flush();
  assert.deepEqual(intake.dropped(), { executions: 1, logEvents: 2 });
  assert.match(String(reported[0]), /disk full/);
  full = false;
  intake.execution(sampleExecution);
  await intake.flush();
  assert.equal(written.length, 1);
});

test('flushing waits for everything that was told before, in order', async () => {
  const { writer, written } = collector();
  const intake = createIntake(manualClock(), writer, neverReported);
  intake.batch(batchOf(1));
  const first = intake.flush();
  intake.batch(batchOf(2));
  await intake.flush();
  await first;
  assert.deepEqual(
    written.map(({ batches }) => batches[0]!.events.length),
    [1, 2],
  );
});
