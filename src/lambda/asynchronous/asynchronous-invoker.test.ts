// Asynchronous invocations: retries, ages, destinations and what stops them (recorded, SPEC §9).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { EventInvokeConfiguration, FunctionDocument } from '../model.ts';
import { accountId, createFixture, type Fixture, region } from '../testing/function-fixture.ts';
import { delayAfterThrottleMs } from './retry-delay.ts';

interface ShiftedClock extends Clock {
  /** Moves on, and calls what is due then. */
  advance(milliseconds: number): void;
}

/** Real time, except that delays of a second and more pass only by `advance`. */
function shiftedClock(): ShiftedClock {
  let shiftMs = 0;
  const held = new Set<{ readonly dueMs: number; readonly callback: () => void }>();
  return {
    nowMs: () => systemClock.nowMs() + shiftMs,
    elapsedMs: () => systemClock.elapsedMs() + shiftMs,
    after(delayMs, callback) {
      if (delayMs < 1000) return systemClock.after(delayMs, callback);
      const entry = { dueMs: systemClock.elapsedMs() + shiftMs + delayMs, callback };
      held.add(entry);
      return () => held.delete(entry);
    },
    advance(milliseconds) {
      shiftMs += milliseconds;
      for (const entry of held) {
        if (entry.dueMs > systemClock.elapsedMs() + shiftMs || !held.delete(entry)) continue;
        entry.callback();
      }
    },
  };
}

const recorder = {
  'index.js': 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };',
};
const failing = { 'index.js': "exports.handler = async () => { throw new Error('on purpose'); };" };

const configuration = (more: Partial<EventInvokeConfiguration>): Partial<FunctionDocument> => ({
  eventInvokeConfigurations: {
    $LATEST: {
      maximumEventAgeSeconds: null,
      maximumRetryAttempts: null,
      onSuccess: null,
      onFailure: null,
      lastModifiedMs: 0,
      ...more,
    },
  },
});

const arnOf = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** What a function that prints its events has received, waiting until there are so many. */
async function received(
  fixture: Fixture,
  name: string,
  count = 1,
): Promise<readonly Record<string, unknown>[]> {
  const lines = await fixture.log(name, count);
  return lines
    .filter((line) => line.includes('\tINFO\t'))
    .map((line) => JSON.parse(line.split('\tINFO\t')[1]!) as Record<string, unknown>);
}

async function accept(fixture: Fixture, name: string, event: unknown = {}): Promise<string> {
  const result = await fixture.lambda.invokeAsync({
    functionArn: name,
    payload: JSON.stringify(event),
    traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0',
    servicePrincipal: null,
    clientContext: null,
  });
  assert.ok(result.kind === 'accepted', JSON.stringify(result));
  return result.requestId;
}

describe('asynchronous invocations', { concurrency: 4 }, () => {
  test('a failing event is tried again after one minute and after two, under one id, and then told of', async () => {
    const clock = shiftedClock();
    await using fixture = createFixture({ clock });
    const target = await fixture.publish(recorder);
    const name = await fixture.publish(failing, { document: configuration({ onFailure: arnOf(target) }) });
    const requestId = await accept(fixture, name, { order: 7 });
    await fixture.log(name, 1);
    clock.advance(59_000);
    await wait(20);
    assert.equal((await fixture.log(name, 1)).filter((line) => line.startsWith('START')).length, 1);
    clock.advance(1_500);
    await fixture.log(name, 2);
    clock.advance(120_500);
    const lines = await fixture.log(name, 3);
    const ids = lines.filter((line) => line.startsWith('START')).map((line) => line.split(' ')[2]);
    assert.deepEqual(ids, [requestId, requestId, requestId]);
    const [record] = await received(fixture, target);
    const { timestamp, responsePayload, ...rest } = record!;
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal((responsePayload as { errorMessage: string }).errorMessage, 'on purpose');
    assert.deepEqual(rest, {
      version: '1.0',
      requestContext: {
        requestId,
        functionArn: `${arnOf(name)}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { order: 7 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    });
  });

  test('a success is told to its destination at once', async () => {
    await using fixture = createFixture();
    const target = await fixture.publish(recorder);
    const echo = { 'index.js': 'exports.handler = async (event) => ({ got: event });' };
    const name = await fixture.publish(echo, { document: configuration({ onSuccess: arnOf(target) }) });
    await accept(fixture, name, { a: 1 });
    const [record] = await received(fixture, target);
    assert.equal((record!['requestContext'] as { condition: string }).condition, 'Success');
    assert.deepEqual(record!['responsePayload'], { got: { a: 1 } });
    assert.deepEqual(record!['responseContext'], { statusCode: 200, executedVersion: '$LATEST' });
  });

  test('an event that would be too old for its retry is given up without it', async () => {
    await using fixture = createFixture();
    const target = await fixture.publish(recorder);
    const document = configuration({ onFailure: arnOf(target), maximumEventAgeSeconds: 60 });
    await accept(fixture, await fixture.publish(failing, { document }));
    const [record] = await received(fixture, target);
    const { condition, approximateInvokeCount } = record!['requestContext'] as Record<string, unknown>;
    assert.deepEqual([condition, approximateInvokeCount], ['EventAgeExceeded', 1]);
  });

  test('with no concurrency reserved nothing is tried, and the record has no response', async () => {
    await using fixture = createFixture();
    const target = await fixture.publish(recorder);
    const document = { ...configuration({ onFailure: arnOf(target) }), reservedConcurrency: 0 };
    await accept(fixture, await fixture.publish(failing, { document }), {});
    const [record] = await received(fixture, target);
    const { condition, approximateInvokeCount } = record!['requestContext'] as Record<string, unknown>;
    assert.deepEqual([condition, approximateInvokeCount], ['ZeroReservedConcurrency', 0]);
    assert.deepEqual(Object.keys(record!), ['version', 'timestamp', 'requestContext', 'requestPayload']);
  });

  test('a throttled event comes back and counts as one attempt', async () => {
    const clock = shiftedClock();
    await using fixture = createFixture({ clock });
    const slow = {
      'index.js': 'exports.handler = (event) => new Promise((r) => setTimeout(r, event.ms, 1));',
    };
    const name = await fixture.publish(slow, { document: { reservedConcurrency: 1 } });
    const running = fixture.invoke(name, { ms: 300 });
    await wait(30);
    await accept(fixture, name, { ms: 0 });
    await wait(50);
    assert.equal((await running).kind, 'completed');
    clock.advance(1_100);
    await fixture.log(name, 2);
  });

  test('what fails for good goes to the dead-letter function as it came', async () => {
    await using fixture = createFixture();
    const target = await fixture.publish(recorder);
    const name = await fixture.publish(failing, {
      document: configuration({ maximumRetryAttempts: 0 }),
      configuration: { deadLetterArn: arnOf(target) },
    });
    await accept(fixture, name, { order: 9 });
    assert.deepEqual(await received(fixture, target), [{ order: 9 }]);
  });

  test('a destination that is no function is told of once', async () => {
    await using fixture = createFixture();
    const document = configuration({ onFailure: 'arn:aws:sqs:us-east-1:1:q', maximumRetryAttempts: 0 });
    const name = await fixture.publish(failing, { document });
    await accept(fixture, name);
    await accept(fixture, name);
    await fixture.log(name, 2);
    await wait(20);
    const told = fixture.warnings.filter((warning) => warning.includes('arn:aws:sqs'));
    assert.equal(told.length, 1, JSON.stringify(fixture.warnings));
  });

  test('functions that lead to one another without end are stopped', async () => {
    await using fixture = createFixture();
    const document = configuration({ onSuccess: arnOf('pong') });
    const back = configuration({ onSuccess: arnOf('ping') });
    await fixture.publish(recorder, { configuration: { functionName: 'ping' }, document });
    await fixture.publish(recorder, { configuration: { functionName: 'pong' }, document: back });
    await accept(fixture, 'ping');
    await fixture.log('pong', 8);
    await wait(50);
    const runs = ['ping', 'pong'].flatMap((name) =>
      fixture.telemetry.logEvents(`/aws/lambda/${name}`).filter(({ message }) => message.startsWith('START')),
    );
    assert.equal(runs.length, 16);
    assert.match(fixture.warnings.join(), /stopped the loop after 16 invocations/);
  });

  test('an event of more than 1 MB is refused', async () => {
    await using fixture = createFixture();
    const name = await fixture.publish(recorder);
    const payload = JSON.stringify('x'.repeat(1_048_576));
    const request = {
      functionArn: name,
      payload,
      traceHeader: '',
      servicePrincipal: null,
      clientContext: null,
    };
    const result = await fixture.lambda.invokeAsync(request);
    assert.ok(result.kind === 'refused');
    assert.equal(result.status, 413);
  });

  test('throttles are waited for twice as long each time, five minutes at most', () => {
    assert.deepEqual(
      [1, 2, 3, 9, 10, 100].map(delayAfterThrottleMs),
      [1000, 2000, 4000, 256_000, 300_000, 300_000],
    );
  });
});
