import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../doctor/finding.ts';
import { examineHandler } from './handler.ts';

const healthy = fileURLToPath(new URL('../../../test/data/healthy-handlers/', import.meta.url));

async function findingsIn(
  t: TestContext,
  name: string,
  text: string,
  options: { readonly runtime?: string; readonly handler?: string } = {},
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'varco-doctor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  const { findings } = await examineHandler(join(folder, name), { ...options, language: 'en' });
  return findings;
}

/** `cause:line`, surest first. */
function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ cause, source }) => `${cause}:${source?.line ?? '?'}`);
}

test('nothing is found in healthy handlers, whatever they are written with', async () => {
  const names = readdirSync(healthy).filter((name) => !name.endsWith('.md'));
  assert.ok(names.length >= 30, `${names.length} handlers`);
  for (const runtime of [undefined, 'nodejs20.x']) {
    for (const name of names) {
      const isPython = name.endsWith('.py');
      if (isPython && runtime !== undefined) continue;
      const { findings } = await examineHandler(join(healthy, name), {
        language: 'en',
        ...(runtime === undefined || isPython ? {} : { runtime }),
      });
      assert.deepEqual(told(findings), [], name);
    }
  }
});

const javascript: readonly (readonly [
  fault: string,
  text: string,
  expected: readonly string[],
  runtime?: string,
])[] = [
  [
    'an object as body',
    'export const handler = async (event) => {\n  const item = { id: 1 };\n  return { statusCode: 200, body: item };\n};\n',
    ['response.body-not-string:3'],
  ],
  [
    'a body made by a helper',
    'const reply = (body) => ({ statusCode: 200, body: [1, 2] });\nexport const handler = async () => reply({});\n',
    ['response.body-not-string:1'],
  ],
  [
    'an unknown key',
    "export const handler = async () => ({ statusCode: 200, data: 'x' });\n",
    ['response.unknown-key:1'],
  ],
  [
    'a header that is a list',
    "export const handler = async () => ({\n  statusCode: 200,\n  headers: { 'set-cookie': ['a=1', 'b=2'] },\n});\n",
    ['response.header-value-type:3'],
  ],
  [
    'headers as a list',
    "export const handler = async () => ({ statusCode: 200, headers: [{ a: 'b' }] });\n",
    ['response.headers-not-object:1'],
  ],
  [
    'a text under multiValueHeaders',
    "export const handler = async () => ({ statusCode: 200, multiValueHeaders: { a: 'b' } });\n",
    ['response.multivalueheaders-not-array:1'],
  ],
  [
    'a status that is a word',
    "export const handler = async () => ({ statusCode: 'OK', body: 'x' });\n",
    ['response.status-code:1'],
  ],
  [
    'a status out of range',
    "export const handler = async () => ({ statusCode: 0, body: 'x' });\n",
    ['response.status-code:1'],
  ],
  [
    'a plain function that returns',
    'export const handler = (event) => {\n  return { statusCode: 200, body: event.path };\n};\n',
    ['response.never-returned:2'],
  ],
  [
    'a plain function that returns, where the runtime takes it',
    'export const handler = (event) => {\n  return { statusCode: 200, body: event.path };\n};\n',
    [],
    'nodejs24.x',
  ],
  [
    'a callback in an async function',
    "exports.handler = async (event, context, callback) => {\n  callback(null, { statusCode: 200, body: 'x' });\n};\n",
    ['response.never-returned:2'],
  ],
  [
    'a callback that an async function gives away',
    'exports.handler = async (event, context, callback) => {\n  load(event.pathParameters.id, callback);\n};\n',
    ['response.never-returned:1'],
  ],
  [
    'a callback where the runtime has none',
    "exports.handler = (event, context, callback) => {\n  callback(null, { statusCode: 200, body: 'x' });\n};\n",
    ['handler.callback-unsupported:1'],
    'nodejs24.x',
  ],
  [
    'a dropped result',
    "const ok = () => ({ statusCode: 200, body: 'x' });\nexports.handler = async (event) => {\n  ok(event);\n};\n",
    ['response.never-returned:3'],
  ],
  [
    'a result returned to nobody',
    'exports.handler = async (event) => {\n  load(event.path).then((order) => {\n    return { statusCode: 200, body: order };\n  });\n};\n',
    ['response.never-returned:2'],
  ],
  [
    'a way without return',
    "exports.handler = async (event) => {\n  if (event.path === '/') {\n    return { statusCode: 200, body: 'x' };\n  }\n};\n",
    ['response.never-returned:1'],
  ],
  [
    'text that is no JavaScript',
    'exports.handler = async (event) => {\n  return {;\n};\n',
    ['init.syntax-error:2'],
  ],
];

for (const [fault, text, expected, runtime] of javascript) {
  test(`JavaScript: ${fault}`, async (t) => {
    const name = text.includes('export const') ? 'index.mjs' : 'index.js';
    assert.deepEqual(
      told(await findingsIn(t, name, text, runtime === undefined ? {} : { runtime })),
      expected,
    );
  });
}

const python: readonly (readonly [fault: string, text: string, expected: readonly string[]])[] = [
  [
    'a dict as body',
    'def handler(event, context):\n    return {"statusCode": 200, "body": {"a": 1}}\n',
    ['response.body-not-string:2'],
  ],
  [
    'bytes as body',
    'import base64\n\ndef lambda_handler(event, context):\n    return {"statusCode": 200, "isBase64Encoded": True, "body": base64.b64encode(b"x")}\n',
    ['response.not-serializable:4'],
  ],
  [
    'a set within a list',
    'def handler(event, context):\n    return {"statusCode": 200, "headers": {"a": {1, 2}}}\n',
    ['response.not-serializable:2'],
  ],
  [
    'a pair as web frameworks take it',
    'def handler(event, context):\n    return "ok", 200\n',
    ['response.not-object:2'],
  ],
  [
    'a response object of a framework',
    'from aws_lambda_powertools.event_handler import Response\n\ndef lambda_handler(event, context):\n    return Response(status_code=418, body="x")\n',
    ['response.not-serializable:4'],
  ],
  [
    'a coroutine',
    'async def handler(event, context):\n    return {"statusCode": 200}\n',
    ['response.not-serializable:1'],
  ],
  [
    'a way without return',
    'def handler(event, context):\n    if event["path"] == "/":\n        return {"statusCode": 200}\n',
    ['response.never-returned:1'],
  ],
  ['text that is no Python', 'def handler(event, context)\n    return {}\n', ['init.syntax-error:1']],
];

for (const [fault, text, expected] of python) {
  test(`Python: ${fault}`, async (t) => {
    assert.deepEqual(told(await findingsIn(t, 'app.py', text)), expected);
  });
}

test('a place in TypeScript is told in TypeScript, and JavaScript gets the edit', async (t) => {
  const typed = await findingsIn(
    t,
    'app.ts',
    'interface Item {\n  id: string;\n}\n\nexport const handler = async (): Promise<unknown> => {\n  const item: Item = { id: "1" };\n  return { statusCode: 200, body: item };\n};\n',
  );
  assert.deepEqual(told(typed), ['response.body-not-string:7']);
  assert.ok(typed[0]!.source!.file.endsWith('app.ts'));
  const plain = await findingsIn(
    t,
    'app.mjs',
    'export const handler = async () => {\n  const item = { id: 1 };\n  return { statusCode: 200, body: item };\n};\n',
  );
  assert.ok(plain[0]!.fix.patch!.includes('+  return { statusCode: 200, body: JSON.stringify(item) };'));
  assert.match(plain[0]!.evidence[0]!, /app\.mjs:3: return \{ statusCode: 200, body: item \};/);
});

test('a handler that is named and not exported is told, where the file is sure not to have it', async (t) => {
  const text = 'exports.handler = async () => ({ statusCode: 200 });\n';
  const findings = await findingsIn(t, 'index.js', text, { handler: 'index.hander' });
  assert.deepEqual(told(findings), ['handler.not-found:1']);
  const open = await findingsIn(t, 'index.js', 'Object.assign(exports, require("./x"));\n', {
    handler: 'index.other',
  });
  assert.deepEqual(told(open), []);
});
