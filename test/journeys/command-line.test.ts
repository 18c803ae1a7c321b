// The built command as a user runs it: what it prints, how it ends, and one sentence for each mistake.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const orders = join(root, 'examples/orders/template.yaml');

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function startVarco(args: readonly string[], cwd: string): ChildProcess {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  return spawn(process.execPath, [join(root, 'bin/varco.mjs'), ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<Run> {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

async function folder(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'varco-test-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

/** Resolves with the first line of standard output. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.on('close', (code) => reject(new Error(`ended with ${code} before its first line`)));
  });
}

test('start --json prints one line when ready, serves, and SIGTERM ends it cleanly', async (t) => {
  const child = startVarco(['start', orders, '--port', '0', '--json', '--ephemeral'], root);
  t.after(() => child.kill('SIGKILL'));
  const ready = JSON.parse(await firstLine(child)) as {
    readonly endpoint: string;
    readonly pid: number;
    readonly apis: readonly {
      readonly id: string;
      readonly name: string;
      readonly url: string;
      readonly stages: readonly string[];
    }[];
  };
  assert.equal(ready.pid, child.pid);
  assert.deepEqual(
    ready.apis.map(({ stages }) => stages),
    [['Prod'], ['Prod']],
  );
  assert.deepEqual(await (await fetch(`${ready.endpoint}/_varco/health`)).json(), { status: 'ok' });
  const [api] = ready.apis;
  for (const url of [
    `${api!.url}/Prod/orders/1`,
    `${ready.endpoint}/_aws/execute-api/${api!.id}/Prod/orders/1`,
  ]) {
    assert.equal((await fetch(url)).status, 200);
  }
  const apis = (await (await fetch(`${ready.endpoint}/restapis`)).json()) as {
    readonly item: readonly { readonly name: string }[];
  };
  assert.deepEqual(apis.item.map(({ name }) => name).sort(), ['orders', 'wiring']);
  const notBuilt = await fetch(`${ready.endpoint}/sdktypes`);
  assert.equal(notBuilt.status, 501);
  assert.match(await notBuilt.text(), /GetSdkTypes/);
  const run = ended(child);
  child.kill('SIGTERM');
  assert.equal((await run).code, 0);
});

test('start prints each API with its URL and routes, a line a request, and the cause of a failure', async (t) => {
  const child = startVarco(['start', orders, '--port', '0', '--ephemeral'], root);
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let attempt = 0; attempt < 500; attempt++) {
      const match = pattern.exec(text);
      if (match !== null) return match;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${String(pattern)} never came:\n${text}`);
  };
  await until(/Ready in \d+ ms/);
  assert.match(text, /GET +\/orders\/\{id\} +GetOrder nodejs24\.x/);
  const url = (await until(/http:\/\/127\.0\.0\.1:\d+\/Prod/))[0];
  await fetch(`${url}/orders/7`);
  await until(/200 {2}GET \/Prod\/orders\/7 {2}\d+ ms/);
  await fetch(`${url}/broken/object-body`);
  await until(/502 {2}GET \/Prod\/broken\/object-body/);
  await until(/response\.body-not-string[^]*object-body\.js:5[^]*JSON\.stringify/);
  assert.ok(!text.includes('\u001b'));
});

const fn = (properties: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
${properties}`;

const mistakes: readonly {
  readonly name: string;
  readonly template?: string;
  readonly args: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    name: 'a template that is not there',
    args: ['start', 'nowhere.yaml'],
    says: /nowhere\.yaml does not exist/,
  },
  {
    name: 'a template that is no YAML',
    template: 'Resources:\n  A: [\n',
    args: ['start', 'template.yaml'],
    says: /template\.yaml:\d+ .*not a valid/,
  },
  {
    name: 'a template without resources',
    template: 'Description: none\n',
    args: ['start', '.'],
    says: /Resources/,
  },
  {
    name: 'code that is not there',
    template: fn('      CodeUri: missing/\n'),
    args: ['start', '.'],
    says: /template\.yaml:\d+.* F .*missing/,
  },
  {
    name: "another stack's export",
    template: fn('      CodeUri: !ImportValue x\n'),
    args: ['start', '.'],
    says: /Fn::ImportValue/,
  },
  {
    name: 'a reference to nothing',
    template: fn('      CodeUri: .\n      FunctionName: !Ref Nobody\n'),
    args: ['start', '.'],
    says: /Nobody/,
  },
  { name: 'a port that is no number', args: ['start', '--port', 'http'], says: /--port takes a number/ },
  { name: 'an unknown option', args: ['start', '--prot', '1'], says: /--prot/ },
  { name: 'an unknown command', args: ['strat'], says: /strat/ },
  {
    name: 'a parameter without a name',
    args: ['start', '--parameter', 'dev'],
    says: /--parameter takes Name=Value/,
  },
  {
    name: 'a test of a path that nothing serves',
    template: fn(
      '      InlineCode: "0"\n      Events: { G: { Type: Api, Properties: { Path: /a, Method: get } } }\n',
    ),
    args: ['test', 'GET', '/b'],
    says: /GET \/b: the template has GET \/a/,
  },
];

for (const { name, template, args, says } of mistakes) {
  test(`${name} gets one sentence, exit code 2 and no stack trace`, async (t) => {
    const cwd = await folder(t, template === undefined ? {} : { 'template.yaml': template });
    const { code, stdout, stderr } = await ended(startVarco(args, cwd));
    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
}

test('a port in use gets one sentence that says what to do', async (t) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as { readonly port: number };
  const { code, stderr } = await ended(
    startVarco(['start', '--port', String(port), '--ephemeral'], tmpdir()),
  );
  assert.equal(code, 2);
  assert.match(stderr, new RegExp(`Port ${port} is in use by another program: .*--port`));
});

test("varco test prints the console's Test and exits with 1 for a 5xx", async () => {
  const { code, stdout } = await ended(startVarco(['test', 'GET', '/broken/extra-key?x=1', orders], root));
  assert.equal(code, 1);
  assert.match(stdout, /Execution log for request [0-9a-f-]{36}\n/);
  assert.match(
    stdout,
    /[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4} : Method request query string: \{x=1\}\n/,
  );
  assert.match(stdout, / : Execution failed due to configuration error: Malformed Lambda proxy response\n/);
  assert.match(stdout, /response\.unknown-key/);
});

test('varco test --json prints what TestInvokeMethod answers', async () => {
  const { code, stdout } = await ended(
    startVarco(['test', 'POST', '/orders', orders, '--body', '{"table":1}', '--json'], root),
  );
  assert.equal(code, 0);
  const answer = JSON.parse(stdout) as {
    readonly status: number;
    readonly body: string;
    readonly log: string;
  };
  assert.equal(answer.status, 201);
  assert.deepEqual(JSON.parse(answer.body), { table: 1, shop: 'Varco Trattoria' });
  assert.match(answer.log, /Method completed with status: 201\n$/);
});

test('varco runtimes names the program behind each runtime, and refuses to add what npm has not', async () => {
  const { code, stdout } = await ended(startVarco(['runtimes', '--json'], tmpdir()));
  assert.equal(code, 0);
  const { runtimes } = JSON.parse(stdout) as {
    runtimes: readonly {
      runtime: string;
      interpreter: { path: string; version: string } | null;
      exact: boolean;
    }[];
  };
  const own = runtimes.find(({ runtime }) => runtime === 'nodejs24.x')!;
  assert.deepEqual([own.interpreter?.version, own.exact], [process.versions.node, true]);
  assert.ok(runtimes.some(({ runtime }) => runtime === 'provided.al2023'));
  const refused = await ended(startVarco(['runtimes', 'add', 'python3.12'], tmpdir()));
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /^varco: "python3\.12" is no Node\.js runtime: .*\n$/);
});
