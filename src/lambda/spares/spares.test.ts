// Spare processes: who gets one, that nothing tells the difference but the time, and that none is left over.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { UserError } from '../../core/errors.ts';
import { createFixture, type Fixture } from '../testing/function-fixture.ts';
import { environmentFor, kindsHere } from '../testing/sandbox-kinds.ts';
import { SpareAllowance, spareCount } from './spare-allowance.ts';

/** How long its process has been there, and what it sees. */
const node = {
  'index.js': `
const bootedMs = performance.timeOrigin;
exports.handler = async () => ({
  bootedMs, cwd: process.cwd(), spare: process.env._VARCO_SPARE, own: process.env.OWN, argv: process.argv.length,
  files: require('fs').readdirSync(__dirname), deep: require('./lib/deep.js'), folder: __dirname,
});`,
  'lib/deep.js': 'module.exports = __filename;',
};

async function invoke(fixture: Fixture, environment: Record<string, string> = { OWN: 'mine' }, more = {}) {
  const name = await fixture.publish(
    { ...node, ...more },
    { runtime: 'nodejs24.x', configuration: { environment } },
  );
  const calledMs = Date.now();
  const answer = JSON.parse((await fixture.run(name)).payload) as {
    bootedMs: number;
    files: string[];
    own: string;
  };
  return { ...answer, wasSpare: answer.bootedMs < calledMs };
}

const quietly = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Processes whose command line or folder names the folder. */
function processesIn(folder: string): number {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      return command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;
}

for (const kind of kindsHere) {
  describe(`spare processes, ${kind}`, () => {
    test('an init that fails in a spare fails again in a process that boots, with its own error', async () => {
      await using fixture = createFixture({
        environment: environmentFor(kind),
        spares: new SpareAllowance(2),
      });
      const name = await fixture.publish(node, { runtime: 'nodejs24.x', handler: 'index.nothing' });
      assert.equal(await fixture.lambda.prepareSpare(name), true);
      const { payload } = await fixture.run(name);
      assert.match(payload, /^\{"errorType":"Runtime\.HandlerNotFound",/);
      assert.doesNotMatch((await fixture.log(name)).join(''), /bwrap|spare/);
    });

    test('the first cold start makes one, which the next becomes, with its own environment and package', async () => {
      await using fixture = createFixture({
        environment: environmentFor(kind),
        spares: new SpareAllowance(2),
      });
      const first = await invoke(fixture);
      assert.equal(first.wasSpare, false);
      await quietly(700);
      const second = await invoke(fixture, { OWN: 'other' });
      assert.equal(second.wasSpare, true);
      assert.equal(second.own, 'other');
      assert.deepEqual(second.files, ['index.js', 'lib']);
      // Without bubblewrap a function may see where its code lies on this machine.
      if (kind === 'process') return;
      const { bootedMs, wasSpare, own } = first;
      assert.deepEqual({ ...second, bootedMs, wasSpare, own }, first);
    });

    test('none is given to a function whose environment a booting process reads, or whose package is large', async () => {
      await using fixture = createFixture({
        environment: environmentFor(kind),
        spares: new SpareAllowance(2),
      });
      await invoke(fixture);
      await quietly(700);
      assert.equal((await invoke(fixture, { NODE_OPTIONS: '--no-warnings' })).wasSpare, false);
      assert.equal(
        (await invoke(fixture, { AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: '1' })).wasSpare,
        false,
      );
      const many = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`x/${n}.txt`, '']));
      assert.equal((await invoke(fixture, {}, many)).wasSpare, false);
      assert.equal((await invoke(fixture, { NODE_ENV: 'production' })).wasSpare, true);
    });

    test('an init that fails in one is tried again in a process that boots, with the same words', async () => {
      const seen: unknown[] = [];
      for (const startsIn of ['fresh process', 'spare'] as const) {
        await using fixture = createFixture({ environment: environmentFor(kind), startsIn });
        const name = await fixture.publish(
          { 'index.js': "require('./lib/absent');", 'lib/deep.js': '' },
          { runtime: 'nodejs24.x' },
        );
        const { payload } = await fixture.run(name);
        const log = await fixture.log(name);
        const own = log.map((line) =>
          line.replaceAll(/[0-9a-f-]{36}|\d\d\d\d-\S+Z|\d+\.\d\d ms|\d+ [Mm][Bs]/g, ''),
        );
        seen.push([payload, own.filter((line) => !line.startsWith('INIT_START'))]);
      }
      assert.deepEqual(seen[0], seen[1]);
    });

    test('nothing is left of them, nor of the folders that were bound in them', async () => {
      const fixture = createFixture({ environment: environmentFor(kind), spares: new SpareAllowance(2) });
      try {
        const name = await fixture.publish(node);
        assert.equal(await fixture.lambda.prepareSpare(name), true);
        const folder = readdirSync(join(fixture.folder, 'service'), { recursive: true }).map(String);
        assert.equal(folder.filter((path) => /spares\/spare-\d+$/.test(path)).length, 1);
        assert.notEqual(processesIn(fixture.folder), 0);
      } finally {
        await fixture[Symbol.asyncDispose]();
      }
      assert.equal(existsSync(fixture.folder), false);
      assert.equal(processesIn(fixture.folder), 0);
    });
  });
}

test('there are never more than are allowed, and one that is wanted less makes room', async () => {
  const allowance = new SpareAllowance(1);
  await using fixture = createFixture({ spares: allowance });
  const small = await fixture.publish(node);
  const large = await fixture.publish(node, { configuration: { memoryMb: 512 } });
  assert.equal(await fixture.lambda.prepareSpare(small), true);
  assert.equal(await fixture.lambda.prepareSpare(large), true);
  assert.equal(allowance.tryTake(), false);
});

test('VARCO_SPARES takes a number that is not too large', () => {
  assert.equal(spareCount({}), 2);
  assert.equal(spareCount({ VARCO_SPARES: '0' }), 0);
  assert.throws(() => spareCount({ VARCO_SPARES: '9' }), UserError);
  assert.throws(() => spareCount({ VARCO_SPARES: 'no' }), UserError);
});
