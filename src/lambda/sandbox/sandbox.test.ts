// What sandboxes keep a function from, on real processes: files, other processes, and outliving Varco.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { createFixture } from '../testing/function-fixture.ts';
import { environmentFor, isBubblewrapHere, kindsHere, type KindName } from '../testing/sandbox-kinds.ts';

const unix = (content: string, mode: number): [Uint8Array, { os: number; attrs: number }] => [
  new TextEncoder().encode(content),
  { os: 3, attrs: (mode << 16) >>> 0 },
];

/** Waits until no process has this text in its command line or environment. */
async function goneWithin(ms: number, mark: string): Promise<readonly number[]> {
  const deadlineMs = Date.now() + ms;
  for (;;) {
    const left = processesWith(mark);
    if (left.length === 0 || Date.now() > deadlineMs) return left;
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
}

function processesWith(mark: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

for (const kind of kindsHere) {
  describe(`a sandbox, ${kind}`, { concurrency: 3 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());

    test('a package entry that others may not read cannot be read, even where Varco is root', async () => {
      const node = await fixture.lambda.packages.fromZip(
        zipSync({ 'index.js': unix('exports.handler = 1', 0o600) }),
      );
      const nodeError = JSON.parse((await fixture.run(fixture.publishPackage(node))).payload) as Record<
        string,
        unknown
      >;
      assert.equal(nodeError['errorType'], 'Error');
      assert.equal(nodeError['errorMessage'], "EACCES: permission denied, open '/var/task/index.js'");

      const python = await fixture.lambda.packages.fromZip(
        zipSync({ 'lambda_function.py': unix('', 0o640) }),
      );
      const options = { runtime: 'python3.12', handler: 'lambda_function.lambda_handler' };
      const pythonError = JSON.parse(
        (await fixture.run(fixture.publishPackage(python, options))).payload,
      ) as Record<string, unknown>;
      assert.equal(pythonError['errorType'], 'PermissionError');
      assert.equal(
        pythonError['errorMessage'],
        "[Errno 13] Permission denied: '/var/task/lambda_function.py'",
      );
    });

    test('a folder that others may not enter hides what is in it, as a module that is not found', async () => {
      const code = await fixture.lambda.packages.fromZip(
        zipSync({
          'index.js': unix('require("./lib/a.js"); exports.handler = async () => 1', 0o644),
          'lib/': unix('', 0o40700),
          'lib/a.js': unix('', 0o644),
        }),
      );
      const { payload } = await fixture.run(fixture.publishPackage(code));
      assert.match(payload, /Runtime\.ImportModuleError.*Cannot find module '\.\/lib\/a\.js'/);
    });

    test('modes of a folder on this machine count in the same way', async () => {
      const folder = await fixture.writeFolder({ 'index.js': 'exports.handler = async () => 1' });
      chmodSync(join(folder, 'index.js'), 0o600);
      const { payload } = await fixture.run(
        fixture.publishPackage(await fixture.lambda.packages.fromFolder(folder)),
      );
      assert.match(payload, /EACCES: permission denied, open '\/var\/task\/index\.js'/);
    });

    test('the code cannot be changed by the function', async () => {
      const name = await fixture.publish({
        'index.js': `exports.handler = async () => {
          try { require('fs').writeFileSync(__dirname + '/new.js', ''); return 'written'; } catch (error) { return error.code; }
        };`,
      });
      const { payload } = await fixture.run(name);
      // A plain process of an ordinary user owns the laid-out files: that is told by notEnforced().
      if (kind === 'bubblewrap') assert.equal(payload, '"EROFS"');
      else if (process.getuid?.() === 0) assert.equal(payload, '"EACCES"');
    });

    test('an exec wrapper of the package starts the runtime; one that is missing is status 127', async () => {
      const files = { 'index.js': 'exports.handler = async () => process.env.WRAPPED' };
      const folder = await fixture.writeFolder({
        ...files,
        'wrapper.sh': '#!/bin/sh\nWRAPPED=yes exec "$@"\n',
      });
      chmodSync(join(folder, 'wrapper.sh'), 0o755);
      const code = await fixture.lambda.packages.fromFolder(folder);
      const environment = { AWS_LAMBDA_EXEC_WRAPPER: '/var/task/wrapper.sh' };
      assert.equal(
        (await fixture.run(fixture.publishPackage(code, { configuration: { environment } }))).payload,
        '"yes"',
      );
      const missing = { AWS_LAMBDA_EXEC_WRAPPER: '/idontexist.sh' };
      const { payload } = await fixture.run(
        fixture.publishPackage(code, { configuration: { environment: missing } }),
      );
      assert.match(
        payload,
        /^\{"errorType":"Runtime\.ExitError","errorMessage":"RequestId: \S+ Error: Runtime exited with error: exit status 127"\}$/,
      );
    });

    test('what is not enforced is told in sentences', () => {
      const sentences = fixture.lambda.notEnforced();
      assert.ok(sentences.every((sentence) => /^[A-Z].*\.$/.test(sentence)));
      assert.equal(
        sentences.some((sentence) => sentence.includes('without bubblewrap')),
        kind === 'process',
      );
    });

    test('a process that a function leaves behind ends with the sandbox', async () => {
      const mark = `VARCO_TEST_LEFT_BEHIND=${kind}-${process.pid}`;
      const name = await fixture.publish({
        'index.js': `exports.handler = async () => {
          require('child_process').spawn('/bin/sleep', ['600'], { stdio: 'ignore', env: { VARCO_TEST_LEFT_BEHIND: '${mark.split('=')[1]}' } }).unref();
          return 'started';
        };`,
      });
      assert.equal((await fixture.run(name)).payload, '"started"');
      while (processesWith(mark).length === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
      fixture.lambda.remove(name);
      assert.deepEqual(await goneWithin(3000, mark), []);
    });
  });
}

describe('a sandbox of bubblewrap', { skip: !isBubblewrapHere, concurrency: 3 }, () => {
  const fixture = createFixture({ environment: environmentFor('bubblewrap') });
  after(() => fixture[Symbol.asyncDispose]());

  test('the function is Lambda’s user, sees no file of this machine’s users, and no other process', async () => {
    const name = await fixture.publish({
      'index.js': `const fs = require('fs'), os = require('os');
        exports.handler = async (event) => ({
          user: os.userInfo().username, uid: process.getuid(), gid: process.getgid(), host: os.hostname(),
          home: fs.existsSync(event.home), folder: fs.existsSync(event.folder), shadow: fs.existsSync('/etc/shadow'),
          processes: fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length,
          root: fs.readdirSync('/'), opt: fs.readdirSync('/opt'), tmp: fs.readdirSync('/tmp'),
          capabilities: /CapEff:\\s*(\\S+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1],
        });`,
    });
    const seen = JSON.parse(
      (await fixture.run(name, { home: homedir(), folder: fixture.folder })).payload,
    ) as Record<string, unknown>;
    assert.deepEqual(
      [seen['user'], seen['uid'], seen['gid'], seen['host']],
      ['sbx_user1051', 993, 990, '169.254.76.1'],
    );
    assert.deepEqual([seen['home'], seen['folder'], seen['shadow']], [false, false, false]);
    assert.ok((seen['processes'] as number) <= 3);
    assert.deepEqual([seen['opt'], seen['tmp'], seen['capabilities']], [[], [], '0000000000000000']);
    for (const folder of ['root', 'home', 'work', 'srv', 'mnt'])
      assert.ok(!(seen['root'] as string[]).includes(folder), folder);
  });

  test('/tmp is the function’s own, of the configured size, and kept while the sandbox is warm', async () => {
    const name = await fixture.publish(
      {
        'index.js': `const fs = require('fs');
          exports.handler = async (event) => {
            if (event.fill) { try { fs.writeFileSync('/tmp/full', Buffer.alloc(40 * 1048576)); return 'fits'; } catch (error) { return error.code; } }
            const before = fs.existsSync('/tmp/kept');
            fs.writeFileSync('/tmp/kept', 'x');
            return before;
          };`,
      },
      { configuration: { ephemeralStorageMb: 32 } },
    );
    assert.equal((await fixture.run(name)).payload, 'false');
    assert.equal((await fixture.run(name)).payload, 'true');
    assert.equal((await fixture.run(name, { fill: true })).payload, '"ENOSPC"');
    assert.equal(existsSync('/tmp/kept'), false);
  });
});

/** Runs Varco's Lambda in a process of its own, with functions that never yield and that sleep, and tells when they run. */
function startVarco(kind: KindName, mark: string, folder: string) {
  const lambda = fileURLToPath(new URL('../testing/function-fixture.ts', import.meta.url));
  const script = join(folder, 'varco.ts');
  writeFileSync(
    script,
    `import { createFixture } from ${JSON.stringify(lambda)};
     const fixture = createFixture();
     const [name, value] = ${JSON.stringify(mark)}.split('=');
     const configuration = { timeoutSeconds: 600, environment: { [name]: value } };
     const busy = await fixture.publish({ 'index.js': 'exports.handler = async () => { console.log("running"); for (;;); }' }, { configuration });
     const asleep = await fixture.publish({ 'index.js': 'exports.handler = () => { console.log("running"); return new Promise((r) => setTimeout(r, 600000)); }' }, { configuration });
     let running = 0;
     fixture.telemetry.onLogEvents((batch) => {
       for (const event of batch.events) if (event.message.includes('running') && ++running === 2) process.stdout.write('both run');
     });
     void fixture.invoke(busy);
     void fixture.invoke(asleep);`,
  );
  const child = spawn(process.execPath, [script], {
    env: { ...environmentFor(kind), TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const running = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  return { child, running };
}

describe('no sandbox outlives Varco', { skip: process.platform !== 'linux', concurrency: 2 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());
  const openFolder = async (): Promise<string> => {
    const folder = await fixture.writeFolder({});
    chmodSync(folder, 0o755);
    return folder;
  };
  for (const kind of kindsHere) {
    test(`not even when Varco is killed: ${kind}`, { timeout: 20_000 }, async () => {
      const mark = `VARCO_TEST_OUTLIVES=${kind}-${process.pid}`;
      const { child, running } = startVarco(kind, mark, await openFolder());
      await running;
      assert.ok(processesWith(mark).length >= 2);
      child.kill('SIGKILL');
      assert.deepEqual(await goneWithin(5000, mark), []);
    });
  }
});
