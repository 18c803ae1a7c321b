// What Lambda's machine does to a function: memory above its size ends it, and between invocations it stands still.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

const notLinux = process.platform === 'linux' ? false : 'there is no /proc here';

for (const kind of kindsHere) {
  describe(`supervision, ${kind}`, { concurrency: 3 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());

    test('memory above the size kills the function, and its REPORT says so', { skip: notLinux }, async () => {
      const name = await fixture.publish({
        // Outside of the heap that Node.js bounds itself.
        'index.js': `const kept = [];
exports.handler = async () => {
  for (;;) { kept.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise((r) => setTimeout(r, 5)); }
};`,
      });
      const result = await fixture.run(name);
      assert.deepEqual(JSON.parse(result.payload), {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${result.requestId} Error: Runtime exited with error: signal: killed`,
      });
      const log = (await fixture.log(name)).join('');
      assert.match(log, /Error: Runtime exited with error: signal: killed\nRuntime\.ExitError\n/);
      assert.match(
        log,
        /REPORT .*\tMemory Size: 128 MB\tMax Memory Used: 128 MB.*\tStatus: error\tError Type: Runtime\.OutOfMemory\n/,
      );
    });

    test('memory of processes that the function starts counts, too', { skip: notLinux }, async () => {
      const name = await fixture.publish({
        'index.js': `const { execFileSync } = require('node:child_process');
exports.handler = async () => execFileSync(process.execPath, ['-e', 'const b = Buffer.alloc(160 * 1024 * 1024, 1); setTimeout(() => console.log(b.length), 2000)']).toString();`,
      });
      assert.match((await fixture.run(name)).payload, /signal: killed/);
    });

    test('timers stand still between invocations and go on with the next', async () => {
      const name = await fixture.publish({
        'index.js': `let ticks = 0;
setInterval(() => ticks++, 10);
exports.handler = async (event) => { if (event.wait) await new Promise((r) => setTimeout(r, event.wait)); return ticks; };`,
      });
      const first = Number((await fixture.run(name)).payload);
      await sleep(700);
      const second = Number((await fixture.run(name)).payload);
      // Some 100 ms pass before it is frozen.
      assert.ok(second - first < 35, `${first} ${second}`);
      const third = Number((await fixture.run(name, { wait: 300 })).payload);
      assert.ok(third - second > 10, `${second} ${third}`);
    });

    test('a frozen function ends with Varco', async () => {
      await using other = createFixture({ environment: environmentFor(kind) });
      const name = await other.publish({ 'index.js': 'exports.handler = async () => process.pid;' });
      await other.run(name);
      await sleep(150);
    });
  });
}
