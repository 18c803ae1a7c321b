// Many first requests at one time: none fails for want of a sandbox, and no more sandboxes start than are allowed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { accountConcurrencyMax } from '../core/limits.ts';
import { createFixture, type Fixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const files = {
  'index.js': `const id = require('node:crypto').randomUUID(); exports.handler = async () => id;`,
  'slow.js': `const id = require('node:crypto').randomUUID();
exports.handler = () => new Promise((resolve) => setTimeout(resolve, 150, id));`,
};
const sandboxesMax = 6;

/** The most processes of a fixture's functions that there ever were at one time, looked at every few milliseconds. */
function watchProcesses(folder: string): { readonly most: () => number } {
  let most = 0;
  const timer = setInterval(() => {
    let count = 0;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      try {
        const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
        // Of a sandbox, only the outermost: its parent is this process.
        if (Number(status.slice(status.lastIndexOf(')') + 4).split(' ')[0]) !== process.pid) continue;
        if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(folder)) count++;
      } catch {
        // Gone meanwhile.
      }
    }
    most = Math.max(most, count);
  }, 10);
  timer.unref();
  return {
    most: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function createSmallFixture(kind: (typeof kindsHere)[number]): Fixture {
  return createFixture({ environment: environmentFor(kind), sandboxesMax });
}

for (const kind of kindsHere) {
  describe(`a burst of first requests, ${kind}`, () => {
    test('a thousand are all answered, by no more sandboxes than may run', async () => {
      await using fixture = createSmallFixture(kind);
      const name = await fixture.publish(files, { runtime: 'nodejs24.x' });
      const watched = watchProcesses(fixture.folder);
      const results = await Promise.all(
        Array.from({ length: accountConcurrencyMax }, (_, n) => fixture.run(name, { n })),
      );
      assert.equal(results.length, accountConcurrencyMax);
      for (const result of results) assert.equal(result.functionError, null);
      const sandboxes = new Set(results.map(({ payload }) => payload));
      assert.ok(sandboxes.size <= sandboxesMax, `${sandboxes.size} sandboxes`);
      assert.ok(watched.most() <= sandboxesMax, `${watched.most()} processes`);
    });

    test('what is above the account’s concurrency is throttled, what is below is answered', async () => {
      await using fixture = createSmallFixture(kind);
      const name = await fixture.publish(files, { runtime: 'nodejs24.x' });
      const all = await Promise.all(
        Array.from({ length: accountConcurrencyMax + 50 }, () => fixture.invoke(name)),
      );
      const refused = all.filter((result) => result.kind === 'refused');
      assert.equal(refused.length, 50);
      for (const result of refused) {
        assert.equal(result.status, 429);
        assert.equal(result.reason, 'ConcurrentInvocationLimitExceeded');
      }
    });

    test('a function’s reserved concurrency holds, and functions share the sandboxes there are', async () => {
      await using fixture = createSmallFixture(kind);
      const options = { runtime: 'nodejs24.x', handler: 'slow.handler' };
      const reserved = await fixture.publish(files, { ...options, document: { reservedConcurrency: 3 } });
      const others = await Promise.all([1, 2, 3].map(() => fixture.publish(files, options)));
      const [own, ...rest] = await Promise.all([
        Promise.all(Array.from({ length: 10 }, () => fixture.invoke(reserved))),
        ...others.map((name) => Promise.all(Array.from({ length: 5 }, () => fixture.run(name)))),
      ]);
      assert.equal(own.filter((result) => result.kind === 'completed').length, 3);
      for (const result of own) {
        if (result.kind === 'refused')
          assert.equal(result.reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
      }
      for (const results of rest) assert.equal(results.length, 5);
    });
  });
}
