// Quick invocations take turns in few environments; slow ones each get their own, as on AWS.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { Pace } from './pace.ts';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const limit = Math.max(2, availableParallelism());

/** A pace on a clock whose timers wait until they are rung, shortest first. */
function manualPace() {
  let timers: { readonly delayMs: number; readonly callback: () => void }[] = [];
  let ticks = 0;
  const after = (delayMs: number, callback: () => void) => {
    timers.push({ delayMs, callback });
    return () => undefined;
  };
  const pace = new Pace<string>({ after }, () => ticks++);
  const begin = (): number => {
    let begun = 0;
    for (; pace.allows && begun < 1000; begun++) pace.began(`${ticks} ${begun}`);
    return begun;
  };
  const ring = async (delayMs: number): Promise<void> => {
    const due = timers.filter((timer) => timer.delayMs === delayMs);
    timers = timers.filter((timer) => timer.delayMs !== delayMs);
    for (const { callback } of due) callback();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { pace, begin, ring, delays: () => timers.map(({ delayMs }) => delayMs), ticks: () => ticks };
}

test('as many begin as there are processors, and one more for each that ends', () => {
  const { pace, begin } = manualPace();
  assert.equal(begin(), limit);
  pace.ended('0 0');
  assert.equal(begin(), 1);
  pace.ended('never began');
  assert.equal(pace.allows, false);
});

test('while some end within a tick, those that take longer are counted for one tick more, and then no more', async () => {
  const { pace, begin, ring } = manualPace();
  begin();
  pace.tick();
  pace.ended('0 0');
  await ring(1);
  assert.equal(begin(), 1);
  pace.tick();
  pace.ended('1 0');
  await ring(1);
  assert.equal(begin(), limit);
});

test('after a tick in which none ended, twice as many may begin, for a while', async () => {
  const { pace, begin, ring, delays } = manualPace();
  begin();
  pace.tick();
  await ring(1);
  assert.equal(begin(), limit);
  pace.tick();
  await ring(1);
  // Those of the first tick are known to be slow.
  assert.equal(begin(), 3 * limit);
  assert.deepEqual(delays(), [100]);
  await ring(100);
  assert.equal(pace.allows, false);
  assert.deepEqual(delays(), []);
});

test('nobody is told of a tick that nobody waits for, and who waits twice is told once', async () => {
  const { pace, ring, ticks } = manualPace();
  await ring(1);
  assert.equal(ticks(), 0);
  pace.tick();
  pace.tick();
  await ring(1);
  assert.equal(ticks(), 1);
});

test('slow invocations at one time have an environment each', async () => {
  const [kind] = kindsHere;
  await using fixture = createFixture({ environment: environmentFor(kind!) });
  const code = `const id = require('node:crypto').randomUUID();
    exports.handler = ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms, id));`;
  const name = await fixture.publish({ 'index.js': code }, { runtime: 'nodejs24.x' });
  const count = 2 * limit + 2;
  for (const ms of [0, 400]) {
    const results = await Promise.all(Array.from({ length: count }, () => fixture.run(name, { ms })));
    if (ms > 0) assert.equal(new Set(results.map(({ payload }) => payload)).size, count);
  }
});
