// Functions that bring their runtime along: real programs on the Runtime API, in every kind of sandbox, and those Lambda cannot start.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { loop, runtime } from './testing/custom-runtime.ts';
import { createFixture, type Fixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

async function publish(
  fixture: Fixture,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { readonly mode?: number; readonly name?: string; readonly architecture?: 'arm64' } = {},
): Promise<string> {
  const attrs = (options.mode ?? 0o755) << 16;
  const zip = zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, [Buffer.from(content), { attrs, os: 3 }]]),
    ),
  );
  return fixture.publishPackage(await fixture.lambda.packages.fromZip(zip), {
    runtime: options.name ?? 'provided.al2023',
    handler: 'function.handler',
    configuration: options.architecture === undefined ? {} : { architectures: [options.architecture] },
  });
}

for (const kind of kindsHere) {
  describe(`custom runtimes, ${kind}`, { concurrency: 4 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());

    test('the runtime is told all of an invocation, answers it, and is kept for the next', async () => {
      const name = await publish(fixture, {
        bootstrap: loop(`print("asked", flush=True)
result = {"event": json.loads(event), "headers": {k: v for k, v in head.headers.items() if k.startswith("Lambda-")},
    "handler": os.environ["_HANDLER"], "cwd": os.getcwd(), "env": os.environ.get("AWS_EXECUTION_ENV"), "pid": os.getpid()}
status = post(f"/invocation/{id}/response", json.dumps(result))
assert status == (202, '{"status":"OK"}\\n'), status`),
      });
      const first = JSON.parse((await fixture.run(name, { a: 1 })).payload) as Record<string, unknown>;
      // A runtime that has not asked again yet is not waited for long: another would be started beside it.
      await fixture.log(name, 1);
      const second = JSON.parse((await fixture.run(name, { a: 2 })).payload) as Record<string, unknown>;
      assert.deepEqual([first['event'], second['event']], [{ a: 1 }, { a: 2 }]);
      assert.equal(first['pid'], second['pid']);
      assert.equal(first['handler'], 'function.handler');
      assert.equal(first['env'], null);
      const headers = first['headers'] as Record<string, string>;
      assert.match(headers['Lambda-Runtime-Aws-Request-Id']!, /^[0-9a-f-]{36}$/);
      assert.match(headers['Lambda-Runtime-Invoked-Function-Arn']!, new RegExp(`:function:${name}$`));
      assert.ok(Number(headers['Lambda-Runtime-Deadline-Ms']) > Date.now());
      assert.equal('Lambda-Runtime-Client-Context' in headers, false);
      const log = await fixture.log(name, 2);
      assert.match(log[0]!, /^INIT_START Runtime Version: provided:al2023\./);
      assert.deepEqual(
        log.slice(1).map((line) => line.split(' ')[0]!.trim()),
        ['START', 'asked', 'END', 'REPORT', 'START', 'asked', 'END', 'REPORT'],
      );
    });

    test('an error is a function error with the runtime’s own object', async () => {
      const name = await publish(fixture, {
        bootstrap: loop(
          `post(f"/invocation/{id}/error", '{"errorMessage":"no","errorType":"Mine"}', {"Lambda-Runtime-Function-Error-Type": "Mine"})`,
        ),
      });
      const result = await fixture.run(name);
      assert.deepEqual(
        [result.functionError, result.payload],
        ['Unhandled', '{"errorMessage":"no","errorType":"Mine"}'],
      );
    });

    test('what nobody asked for is refused in the Runtime API’s words, and the answer still counts', async () => {
      const name = await publish(fixture, {
        bootstrap:
          loop(`refused = [post("/invocation/other/response", "1"), post("/init/error", "{}"), post("/nothing", "")]
post(f"/invocation/{id}/response", json.dumps(refused))`),
      });
      assert.deepEqual(JSON.parse((await fixture.run(name)).payload), [
        [400, '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n'],
        [
          403,
          '{"errorMessage":"State transition from Ready to InitError failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}\n',
        ],
        [404, '{"errorMessage":"404 page not found","errorType":"ResourceNotFound"}\n'],
      ]);
    });

    test('an error of init is the answer, with its type in the log', async () => {
      const name = await publish(fixture, {
        bootstrap: runtime(
          `post("/init/error", '{"errorMessage":"no start","errorType":"Mine.Init"}', {"Lambda-Runtime-Function-Error-Type": "Mine.Init"})
sys.exit(1)`,
        ),
      });
      const result = await fixture.run(name);
      assert.equal(result.payload, '{"errorMessage":"no start","errorType":"Mine.Init"}');
      const log = (await fixture.log(name)).join('');
      assert.match(log, /INIT_REPORT Init Duration: .*Phase: init\tStatus: error\tError Type: Mine\.Init/);
    });

    test('a streamed answer that fails behind its last byte is that error', async () => {
      const name = await publish(fixture, {
        bootstrap: loop(`import socket
host, port = api.split(":")
with socket.create_connection((host, int(port))) as s:
    error = base64.b64encode(b'{"errorMessage":"midway","errorType":"Broken"}').decode()
    s.sendall(f"POST {base}/invocation/{id}/response HTTP/1.1\\r\\nHost: {api}\\r\\nLambda-Runtime-Function-Response-Mode: streaming\\r\\nTransfer-Encoding: chunked\\r\\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\\r\\n\\r\\n4\\r\\npart\\r\\n0\\r\\nLambda-Runtime-Function-Error-Type: Broken\\r\\nLambda-Runtime-Function-Error-Body: {error}\\r\\n\\r\\n".encode())
    s.recv(1000)`),
      });
      const result = await fixture.run(name);
      assert.deepEqual(
        [result.functionError, result.payload],
        ['Unhandled', '{"errorMessage":"midway","errorType":"Broken"}'],
      );
    });

    test('a result above the limit is refused, with Lambda’s error for the caller', async () => {
      const name = await publish(fixture, {
        bootstrap: loop(`post(f"/invocation/{id}/response", '"' + "x" * 6291556 + '"')`),
      });
      const result = await fixture.run(name);
      assert.equal(result.platformError, 'response-too-large');
    });

    test('a shell script is a runtime, too', async () => {
      const name = await publish(fixture, {
        bootstrap: `#!/bin/sh
exec python3 "$LAMBDA_TASK_ROOT/main.py"
`,
        'main.py': loop('post(f"/invocation/{id}/response", json.dumps("from a script"))'),
      });
      assert.equal((await fixture.run(name)).payload, '"from a script"');
    });

    test('a program that ends without a word is an exit error', async () => {
      const name = await publish(fixture, { bootstrap: '#!/bin/sh\nexit 3\n' }, { name: 'provided.al2' });
      const { payload } = await fixture.run(name);
      assert.match(payload, /"errorType":"Runtime\.ExitError".*exit status 3/);
    });

    const faults: readonly {
      readonly what: string;
      readonly files: Readonly<Record<string, string | Uint8Array>>;
      readonly mode?: number;
      readonly says: string;
    }[] = [
      {
        what: 'a package without a bootstrap',
        files: { main: 'x' },
        says: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
      },
      {
        what: 'a bootstrap that others may not execute',
        files: { bootstrap: '#!/bin/sh\n' },
        mode: 0o744,
        says: 'fork/exec /var/task/bootstrap: permission denied',
      },
      {
        what: 'a shebang with a Windows line end',
        files: { bootstrap: '#!/bin/sh\r\necho\r\n' },
        says: 'fork/exec /var/task/bootstrap: no such file or directory',
      },
      {
        what: 'an interpreter that is not there',
        files: { bootstrap: '#!/usr/bin/nothing\n' },
        says: 'fork/exec /var/task/bootstrap: no such file or directory',
      },
      {
        what: 'a script without a shebang',
        files: { bootstrap: 'echo\n' },
        says: 'fork/exec /var/task/bootstrap: exec format error',
      },
      {
        what: 'a program for another machine',
        files: { bootstrap: foreignProgram() },
        says: 'fork/exec /var/task/bootstrap: exec format error',
      },
    ];
    for (const { what, files, mode, says } of faults) {
      test(`${what} is refused in Lambda’s words`, async () => {
        const name = await publish(fixture, files, mode === undefined ? {} : { mode });
        const result = await fixture.run(name);
        assert.deepEqual(JSON.parse(result.payload), {
          errorType: 'Runtime.InvalidEntrypoint',
          errorMessage: `RequestId: ${result.requestId} Error: ${says}`,
        });
        const log = (await fixture.log(name)).join('');
        assert.match(log, /INIT_REPORT .*Error Type: Runtime\.InvalidEntrypoint/);
        assert.match(log, /REPORT RequestId.*Status: error\tError Type: Runtime\.InvalidEntrypoint/);
      });
    }

    test(
      'a compiled program runs',
      { skip: hasCompiler() ? false : 'gcc is not on this machine' },
      async () => {
        const name = await publish(fixture, {
          bootstrap: compiled(),
          'main.py': loop('post(f"/invocation/{id}/response", json.dumps("from a program"))'),
        });
        assert.equal((await fixture.run(name)).payload, '"from a program"');
      },
    );

    test('a function for another machine is refused with a sentence that says what to do', async () => {
      const name = await publish(fixture, { bootstrap: '#!/bin/sh\n' }, { architecture: 'arm64' });
      const result = await fixture.invoke(name);
      assert.equal(result.kind, process.arch === 'arm64' ? 'completed' : 'refused');
      if (result.kind === 'refused') assert.match(result.message, /is for arm64, and this machine is x86_64/);
    });
  });
}

/** The head of an ELF file for a machine that Lambda has not: 32-bit ARM. */
function foreignProgram(): Uint8Array {
  const head = Buffer.alloc(128);
  head.write('\u007fELF', 'latin1');
  head[4] = 2;
  head.writeUInt16LE(0x28, 18);
  return head;
}

function hasCompiler(): boolean {
  return spawnSync('gcc', ['--version'], { stdio: 'ignore' }).status === 0;
}

function compiled(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'varco-compiled-'));
  try {
    const source =
      '#include <unistd.h>\nint main() { return execl("/usr/bin/python3", "python3", "main.py", (char *)0); }\n';
    writeFileSync(join(folder, 'main.c'), source);
    const run = spawnSync('gcc', ['-o', 'bootstrap', 'main.c'], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return readFileSync(join(folder, 'bootstrap'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
