// The life of execution environments: warm reuse, concurrency, time-outs, failing inits, new versions, and their ends.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Clock, systemClock } from '../core/clock.ts';
import { initTimeoutMs, sandboxIdleMs } from '../core/limits.ts';
import { createFixture, documentOf } from './testing/function-fixture.ts';

const pidAndCount = {
  'index.js':
    'let count = 0; exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.ms ?? 0)); return process.env.AWS_LAMBDA_LOG_STREAM_NAME + " " + ++count; };',
};
const streamsOf = (payloads: readonly string[]): Set<string> =>
  new Set(payloads.map((payload) => (JSON.parse(payload) as string).split(' ')[0]!));

/** The init time-out and the idle time come early; everything else keeps its time. */
function hastyClock(short: Readonly<Record<number, number>>): Clock {
  return { ...systemClock, after: (ms, callback) => systemClock.after(short[ms] ?? ms, callback) };
}

describe('execution environments', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());

  test('one after the other runs in one environment, which keeps its state', async () => {
    const name = await fixture.publish(pidAndCount);
    const payloads: string[] = [];
    for (let run = 0; run < 5; run++) payloads.push((await fixture.run(name)).payload);
    assert.equal(streamsOf(payloads).size, 1);
    assert.deepEqual(
      payloads.map((payload) => payload.slice(-2, -1)),
      ['1', '2', '3', '4', '5'],
    );
    const log = await fixture.log(name, 5);
    assert.equal(log.filter((line) => line.startsWith('INIT_START')).length, 1);
    assert.equal(log.filter((line) => line.includes('Init Duration')).length, 1);
  });

  test('two at one time run in two environments', async () => {
    const name = await fixture.publish(pidAndCount);
    const results = await Promise.all([fixture.run(name, { ms: 300 }), fixture.run(name, { ms: 300 })]);
    assert.equal(streamsOf(results.map(({ payload }) => payload)).size, 2);
  });

  test('a burst waits for places, and none of it fails', async () => {
    await using small = createFixture({ sandboxesMax: 3 });
    const name = await small.publish(pidAndCount);
    const other = await small.publish(pidAndCount);
    const results = await Promise.all(Array.from({ length: 60 }, () => small.run(name, { ms: 2 })));
    const streams = streamsOf(results.map(({ payload }) => payload));
    assert.ok(streams.size <= 3, String(streams.size));
    // All places are taken by idle environments of the first function: the longest idle makes room.
    assert.equal((await small.run(other)).functionError, null);
  });

  test('lines are in the log while the function still runs', async () => {
    const name = await fixture.publish({
      'index.js':
        'exports.handler = async () => { console.log("early"); await new Promise((r) => setTimeout(r, 1500)); };',
    });
    const running = fixture.run(name);
    let isDone = false;
    void running.then(() => {
      isDone = true;
    });
    while (
      !fixture.telemetry.logEvents(`/aws/lambda/${name}`).some(({ message }) => message.includes('early'))
    ) {
      assert.equal(isDone, false);
      await new Promise((resolve) => void setTimeout(resolve, 5));
    }
    await running;
  });

  test('under load, every invocation’s lines stand between its START and its END', async () => {
    await using small = createFixture({ sandboxesMax: 1 });
    const name = await small.publish({
      'index.js':
        'exports.handler = async (event, context) => { for (let n = 0; n < 3; n++) console.log("line", context.awsRequestId); };',
    });
    const count = 200;
    await Promise.all(Array.from({ length: count }, () => small.run(name)));
    let open: string | null = null;
    let lines = 0;
    for (const message of await small.log(name, count)) {
      const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(message)?.[0] ?? '';
      if (message.startsWith('START')) {
        assert.equal(open, null);
        open = id;
        lines = 0;
      } else if (message.includes('\tline ')) {
        assert.ok(message.endsWith(`line ${open}\n`), message);
        lines++;
      } else if (message.startsWith('END')) {
        assert.deepEqual([id, lines], [open, 3]);
      } else if (message.startsWith('REPORT')) {
        open = null;
      }
    }
  });

  test('a time-out kills even a function that never yields; the next invocation starts afresh', async () => {
    const name = await fixture.publish(
      { 'index.js': 'exports.handler = async (event) => { while (event.loop); return "fine"; };' },
      { configuration: { timeoutSeconds: 1 } },
    );
    const {
      payload,
      functionError,
      platformError,
      durationMs,
      requestId: id,
    } = await fixture.run(name, { loop: true });
    assert.equal(
      payload,
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${id} Error: Task timed out after 1.00 seconds"}`,
    );
    assert.deepEqual([functionError, platformError], ['Unhandled', 'timeout']);
    assert.ok(durationMs >= 1000 && durationMs < 1500, String(durationMs));
    await fixture.log(name);
    assert.equal((await fixture.run(name, {})).payload, '"fine"');
    const log = await fixture.log(name, 2);
    assert.deepEqual(
      log.map((line) => line.split(' ')[0]!.replace(/^\d.*Z$/, 'time')),
      ['INIT_START', 'START', 'time', 'END', 'REPORT', 'INIT_START', 'START', 'END', 'REPORT'],
    );
    assert.match(
      log[4]!,
      /\tDuration: 1000\.00 ms\t.*\tMax Memory Used: [1-9]\d* MB\tInit Duration: .*\tStatus: timeout\n$/,
    );
  });

  test('a million characters of log delay neither the answer nor the next invocation’s log', async () => {
    const name = await fixture.publish({
      'index.js':
        'exports.handler = async () => { for (let n = 0; n < 2000; n++) console.log("x".repeat(500)); return "logged"; };',
    });
    await fixture.run(name);
    await fixture.run(name);
    const log = await fixture.log(name, 2);
    assert.equal(log.filter((line) => line.includes('xxx')).length, 4000);
    const first = log.findIndex((line) => line.startsWith('END'));
    assert.equal(log.slice(0, first).filter((line) => line.includes('xxx')).length, 2000);
  });

  test('an init that takes too long is tried once more inside the invocation', async () => {
    await using hasty = createFixture({ clock: hastyClock({ [initTimeoutMs]: 300 }) });
    const files = {
      'index.js':
        'const until = Date.now() + 700; while (Date.now() < until); exports.handler = async () => "at last";',
    };
    const name = await hasty.publish(files);
    assert.equal((await hasty.run(name)).payload, '"at last"');
    const log = await hasty.log(name);
    assert.match(log[1]!, /^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: timeout\n$/);
    assert.deepEqual(
      log.slice(2).map((line) => line.split(' ')[0]),
      ['START', 'END', 'REPORT'],
    );
    assert.ok(!log.at(-1)!.includes('Init Duration'));

    const slow = await hasty.publish(
      { 'index.js': 'while (true);' },
      { configuration: { timeoutSeconds: 1 } },
    );
    const { payload, platformError } = await hasty.run(slow);
    assert.match(payload, /Sandbox\.Timedout.*Task timed out after 1\.00 seconds/);
    assert.equal(platformError, 'init-timeout');
    const slowLog = await hasty.log(slow);
    assert.deepEqual(
      slowLog.map((line) => line.split(/[ \t]/)[0]!.replace(/^\d.*Z$/, 'time')),
      ['INIT_START', 'INIT_REPORT', 'INIT_REPORT', 'START', 'time', 'END', 'REPORT'],
    );
    assert.match(slowLog[2]!, /\tPhase: invoke\tStatus: timeout\n$/);
  });

  test('an environment that has been idle for long is shut down', async () => {
    let offsetMs = 0;
    const clock: Clock = {
      ...hastyClock({ [sandboxIdleMs / 10]: 30 }),
      elapsedMs: () => systemClock.elapsedMs() + offsetMs,
    };
    await using idle = createFixture({ clock });
    const name = await idle.publish(pidAndCount);
    const first = await idle.run(name);
    await new Promise((resolve) => void setTimeout(resolve, 100));
    const second = await idle.run(name);
    assert.equal(streamsOf([first.payload, second.payload]).size, 1);
    await idle.log(name, 2);
    offsetMs = sandboxIdleMs + 1;
    await new Promise((resolve) => void setTimeout(resolve, 150));
    const third = await idle.run(name);
    assert.equal(streamsOf([second.payload, third.payload]).size, 2);
  });

  test('a new version serves the next invocation while the old one finishes', async () => {
    const source = (version: string): Record<string, string> => ({
      'index.js': `exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.ms ?? 0)); return '${version}'; };`,
    });
    const name = await fixture.publish(source('old'), { configuration: { functionName: 'renewed' } });
    assert.equal((await fixture.run(name)).payload, '"old"');
    const running = fixture.run(name, { ms: 400 });
    await fixture.publish(source('new'), { configuration: { functionName: 'renewed' } });
    assert.equal((await fixture.run(name)).payload, '"new"');
    assert.equal((await running).payload, '"old"');
    fixture.lambda.remove(name);
    assert.equal((await fixture.invoke(name)).kind, 'refused');
    assert.equal(fixture.lambda.function(name), null);
  });

  test('a description that changes keeps the environment warm, a variable does not', async () => {
    const code = await fixture.lambda.packages.fromFolder(await fixture.writeFolder(pidAndCount));
    const publish = (configuration: object): void =>
      fixture.lambda.publish(documentOf('described', code, { configuration }));
    publish({});
    const first = await fixture.run('described');
    publish({ description: 'now with words', revisionId: 'another' });
    const second = await fixture.run('described');
    assert.equal(streamsOf([first.payload, second.payload]).size, 1);
    publish({ environment: { NEW: '1' } });
    const third = await fixture.run('described');
    assert.equal(streamsOf([second.payload, third.payload]).size, 2);
  });

  test('a function that crashes while nobody invokes it is started afresh, unseen', async () => {
    const name = await fixture.publish({
      'index.js':
        'let count = 0; exports.handler = async () => { setTimeout(() => process.exit(9), 30); return ++count; };',
    });
    assert.equal((await fixture.run(name)).payload, '1');
    await new Promise((resolve) => void setTimeout(resolve, 200));
    assert.equal((await fixture.run(name)).payload, '1');
  });

  test('closing ends what runs, writes the last lines of what has answered, and removes every folder', async () => {
    const closing = createFixture();
    const answered = await closing.publish(pidAndCount);
    const running = await closing.publish(pidAndCount);
    const unanswered = closing.invoke(running, { ms: 60_000 });
    await closing.run(answered);
    const service = join(closing.folder, 'service');
    assert.equal(readdirSync(service).length, 1);
    await closing.lambda.close();
    const result = await unanswered;
    assert.ok(result.kind === 'refused');
    assert.deepEqual([result.status, result.errorType], [500, 'ServiceException']);
    assert.deepEqual(
      closing.telemetry.logEvents(`/aws/lambda/${answered}`).map(({ message }) => message.split(' ')[0]),
      ['INIT_START', 'START', 'END', 'REPORT'],
    );
    assert.deepEqual(readdirSync(service), []);
    await closing[Symbol.asyncDispose]();
    assert.equal(existsSync(closing.folder), false);
  });
});
