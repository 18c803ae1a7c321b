// Functions that write more than is good, or what is no text: they are answered, Varco goes on, and what was left out is told.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { functionLogEventBytesMax } from '../core/limits.ts';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const files = {
  'index.js': `
const fs = require('node:fs');
exports.lines = async () => {
  const some = 'a line of the flood\\n'.repeat(1000);
  for (let n = 0; n < 300; n++) fs.writeSync(1, some);
  return 'done';
};
exports.logged = async () => { for (let n = 0; n < 60_000; n++) console.log('line', n); return 'done'; };
exports.long = async () => { fs.writeSync(1, '#'.repeat(3_000_000) + '\\n'); console.log('~'.repeat(600_000)); return 'done'; };
exports.garbage = async () => {
  const bytes = require('node:crypto').randomBytes(200_000);
  fs.writeSync(1, bytes); fs.writeSync(2, bytes); fs.writeSync(4, bytes);
  return 'done';
};`,
};

/** The longest that the event loop of this process was away. */
function watchLag(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

for (const kind of kindsHere) {
  describe(`floods of log lines, ${kind}`, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());
    const run = async (handler: string): Promise<readonly string[]> => {
      const name = await fixture.publish(files, {
        runtime: 'nodejs24.x',
        handler: `index.${handler}`,
        configuration: { timeoutSeconds: 30, memoryMb: 512 },
      });
      const result = await fixture.run(name);
      assert.equal(result.payload, '"done"');
      return fixture.log(name);
    };

    for (const [handler, written] of [
      ['lines', 300_000],
      ['logged', 60_000],
    ] as const) {
      test(`${written} lines in a moment (${handler}): every one is written or counted`, async () => {
        let kept = 0;
        let told = 0;
        const end = fixture.telemetry.onLogEvents(({ events }) => {
          for (const { message } of events) {
            const left = /^Varco left out (\d+) lines \(\d+ bytes\) here: /.exec(message);
            if (left !== null) told += Number(left[1]);
            else if (/line/.test(message)) kept++;
          }
        });
        const lag = watchLag();
        const log = await run(handler);
        assert.ok(lag() < 1000, 'Varco answers meanwhile');
        end();
        assert.equal(kept + told, written);
        // A slow machine logs no more than it may.
        if (handler === 'lines') assert.notEqual(told, 0);
        assert.match(log.at(-1)!, /^REPORT /);
      });
    }

    test('a line of three million characters comes in pieces that CloudWatch takes', async () => {
      const log = await run('long');
      for (const message of log) assert.ok(Buffer.byteLength(message) <= functionLogEventBytesMax + 1);
      assert.equal(log.join('').match(/#/g)!.length, 3_000_000);
      assert.equal(log.join('').match(/~/g)!.length, 600_000);
    });

    test('bytes that are no text, also where events in frames belong, do no harm', async () => {
      const log = await run('garbage');
      assert.match(log.at(-1)!, /^REPORT /);
    });
  });
}
