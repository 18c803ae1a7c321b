// Functions that are debugged: the debugger's port answers before the first invocation, one environment serves all.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { debugMismatch, type DebugTarget } from './debug-target.ts';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => void server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

async function until<T>(get: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await get();
    } catch (error) {
      if (attempt > 200) throw error;
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
  }
}

for (const kind of kindsHere) {
  describe(`debugged functions, ${kind}`, { concurrency: 4 }, () => {
    test('a Node.js function listens to its inspector, in one environment without a time-out', async () => {
      const target: DebugTarget = { protocol: 'inspect', port: await freePort() };
      await using fixture = createFixture({
        environment: environmentFor(kind),
        debugTarget: (name) => (name === 'debugged' ? target : null),
      });
      const name = await fixture.publish(
        {
          'index.js': `exports.handler = async (event, context) => {
  await new Promise((resolve) => setTimeout(resolve, event.ms));
  return [process.pid, process.debugPort, context.getRemainingTimeInMillis() > 3_600_000];
};`,
        },
        { runtime: 'nodejs24.x', configuration: { functionName: 'debugged', timeoutSeconds: 1 } },
      );
      fixture.lambda.startDebugged();
      const [session] = await until(async () => {
        const answer = await fetch(`http://127.0.0.1:${target.port}/json/list`);
        return (await answer.json()) as [{ webSocketDebuggerUrl: string }];
      });
      assert.match(session.webSocketDebuggerUrl, /^ws:/);
      const results = await Promise.all([1200, 1, 1].map((ms) => fixture.run(name, { ms })));
      const seen = results.map(({ payload }) => JSON.parse(payload) as unknown[]);
      assert.deepEqual(new Set(seen.map((each) => JSON.stringify(each))).size, 1);
      assert.deepEqual(seen[0]!.slice(1), [target.port, true]);
      // At rest it still answers: it is not frozen.
      await new Promise((resolve) => void setTimeout(resolve, 200));
      assert.equal((await fetch(`http://127.0.0.1:${target.port}/json/version`)).status, 200);
    });

    test('a Python function listens with debugpy, or says that there is none', async () => {
      const target: DebugTarget = { protocol: 'debugpy', port: await freePort() };
      await using fixture = createFixture({
        environment: environmentFor(kind),
        debugTarget: () => target,
      });
      const name = await fixture.publish(
        {
          'index.py': 'import os\ndef handler(event, context):\n    return "_VARCO_DEBUGPY" in os.environ\n',
        },
        { runtime: 'python3.13' },
      );
      assert.equal((await fixture.run(name)).payload, 'false');
      const log = await fixture.log(name);
      const told = log.some((line) =>
        line.startsWith('Varco cannot debug this function: install debugpy for /'),
      );
      const isHere =
        spawnSync('/usr/bin/env', ['python3.13', '-c', 'import debugpy'], { stdio: 'ignore' }).status === 0;
      if (!isHere) assert.ok(told, log.join(''));
    });
  });
}

test('each protocol is for its runtimes', () => {
  assert.equal(debugMismatch({ protocol: 'inspect', port: 1 }, 'nodejs24.x'), null);
  assert.match(debugMismatch({ protocol: 'inspect', port: 1 }, 'python3.13')!, /^--inspect is for Node\.js/);
  assert.match(debugMismatch({ protocol: 'debugpy', port: 1 }, 'ruby3.4')!, /^--debugpy is for Python/);
});
