import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

const main = new URL('../main.ts', import.meta.url).href;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the command in a process of its own, with text on its standard input. */
function varco(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const script = `import { main } from ${JSON.stringify(main)}; await main(process.argv.slice(1));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
      env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
    });
    let out = '';
    let error = '';
    child.stdout.on('data', (part) => (out += String(part)));
    child.stderr.on('data', (part) => (error += String(part)));
    child.on('close', (code) => resolve({ code, out, error }));
    child.stdin.end(input);
  });
}

const denied = { functionLog: ["[ERROR] PermissionError: [Errno 13] Permission denied: '/var/task/app.py'"] };

test('evidence on standard input gives the findings as JSON, and exit code 1', async () => {
  const { code, out } = await varco(['doctor', '--evidence', '-', '--json'], JSON.stringify(denied));
  const report = JSON.parse(out) as { findings: Record<string, unknown>[]; missing: string[] };
  assert.equal(code, 1);
  assert.deepEqual(Object.keys(report), ['findings', 'missing']);
  assert.equal(report.findings[0]?.['cause'], 'package.unreadable-file');
  for (const member of ['cause', 'confidence', 'step', 'title', 'why', 'evidence', 'fix'])
    assert.ok(member in report.findings[0], member);
});

test('an array of evidence gives an array of reports, one for each', async () => {
  const healthy = { httpResponse: { status: 200, body: 'ok' } };
  const { code, out } = await varco(
    ['doctor', '--evidence', '-', '--json'],
    JSON.stringify([denied, healthy]),
  );
  const reports = JSON.parse(out) as { findings: unknown[] }[];
  assert.deepEqual(
    reports.map(({ findings }) => findings.length > 0),
    [true, false],
  );
  assert.equal(code, 1);
});

test('a log on standard input is read; where nothing failed, the exit code is 0', async () => {
  const failed = await varco(['doctor', '-'], denied.functionLog[0]);
  assert.equal(failed.code, 1);
  assert.match(failed.out, /package\.unreadable-file/);
  const healthy = await varco(
    ['doctor', '-'],
    'START RequestId: x Version: $LATEST\nEND RequestId: x\nREPORT RequestId: x Duration: 1 ms\n',
  );
  assert.equal(healthy.code, 0);
});

test('what is no evidence is refused in one sentence, with exit code 2', async () => {
  for (const [args, input] of [
    [['doctor', '--evidence', '-'], 'no JSON'],
    [['doctor', '--evidence', '-'], '"text"'],
    [['doctor', '--evidence', '/does/not/exist.json'], ''],
    [['doctor', '/does/not/exist.log'], ''],
    [['doctor'], ''],
    [['doctor', '--evidence', '-', 'x.log'], '{}'],
  ] as const) {
    const { code, error, out } = await varco(args, input);
    assert.equal(code, 2, error + out);
    assert.match(error, /^varco: [^\n]+\n$/);
  }
});
