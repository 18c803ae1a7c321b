import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { readOutput } from '../../../proxy/read-output.ts';
import { explain, explainWithPython, type ExplainContext } from '../../explain.ts';
import type { Finding } from '../../finding.ts';
import { executionOf, folderOf } from '../../testing/execution-of.ts';

function malformed(payload: string, context: ExplainContext): Finding {
  const read = readOutput(payload);
  assert.ok(!read.ok, `${payload} is well-formed`);
  const finding = explain(
    executionOf({ kind: 'malformed-output', violations: read.violations }, { payload }),
    context,
  );
  assert.ok(finding !== null);
  return finding;
}

/** A Node.js function whose source is `code` in index.js. */
function node(
  code: string,
  runtime = 'nodejs22.x',
  files: Readonly<Record<string, string>> = {},
): ExplainContext {
  return {
    function: { runtime, handler: 'index.handler' },
    source: folderOf({ 'index.js': code, ...files }),
  };
}

const place = ({ source }: Finding): string => `${source?.file}:${source?.line}:${source?.column}`;

interface Row {
  readonly payload: unknown;
  readonly cause: string;
  /** Words the title must hold: the field above all. */
  readonly title: RegExp;
  readonly code: string;
  readonly at: string;
  readonly fix?: RegExp;
  /** The line the patch puts there. */
  readonly edited?: string;
}

const rows: Readonly<Record<string, Row>> = {
  'an object body, as a literal': {
    payload: { statusCode: 200, body: { a: 1 } },
    cause: 'response.body-not-string',
    title: /`body` is an object/,
    code: 'exports.handler = async () => {\n  return {\n    statusCode: 200,\n    body: { a: 1 },\n  };\n};\n',
    at: 'src/index.js:4:11',
    fix: /JSON\.stringify/,
    edited: '    body: JSON.stringify({ a: 1 }),',
  },
  'a shorthand body': {
    payload: { statusCode: 200, body: [1] },
    cause: 'response.body-not-string',
    title: /`body` is an array/,
    code: 'export const handler = async () => {\n  const body = await load();\n  return { statusCode: 200, body };\n};\n',
    at: 'src/index.js:3:29',
    edited: '  return { statusCode: 200, body: JSON.stringify(body) };',
  },
  'an object body by a helper of the same file': {
    payload: { statusCode: 200, headers: { a: 'b' }, body: { id: 7 } },
    cause: 'response.body-not-string',
    title: /`body`/,
    code: 'const ok = (data) => ({ statusCode: 200, headers: { a: "b" }, body: data });\nconst failed = (status) => ({ statusCode: status, body: "no" });\nmodule.exports.handler = async (event) => (event.id ? ok(await find(event.id)) : failed(404));\n',
    at: 'src/index.js:1:69',
    edited: 'const ok = (data) => ({ statusCode: 200, headers: { a: "b" }, body: JSON.stringify(data) });',
  },
  'a body put in later': {
    payload: { statusCode: 200, body: { id: 7 } },
    cause: 'response.body-not-string',
    title: /`body`/,
    code: 'exports.handler = async () => {\n  const response = { statusCode: 200 };\n  response.body = await find();\n  return response;\n};\n',
    at: 'src/index.js:3:19',
    edited: '  response.body = JSON.stringify(await find());',
  },
  'the return among several whose literals agree with the payload': {
    payload: { statusCode: 404, body: { message: 'no' } },
    cause: 'response.body-not-string',
    title: /`body`/,
    code: 'exports.handler = async (event) => {\n  if (!event.id) return { statusCode: 400, body: problem };\n  if (!known(event.id)) return { statusCode: 404, body: problem };\n  return { statusCode: 200, body: "ok" };\n};\n',
    at: 'src/index.js:3:57',
  },
  'a callback’s object body': {
    payload: { statusCode: 200, body: { a: 1 } },
    cause: 'response.body-not-string',
    title: /`body`/,
    code: 'exports.handler = (event, context, callback) => {\n  load((error, a) => {\n    if (error) return callback(error);\n    callback(null, { statusCode: 200, body: { a } });\n  });\n};\n',
    at: 'src/index.js:4:45',
    edited: '    callback(null, { statusCode: 200, body: JSON.stringify({ a }) });',
  },
  'a promise’s object body': {
    payload: { statusCode: 200, body: { a: 1 } },
    cause: 'response.body-not-string',
    title: /`body`/,
    code: 'exports.handler = () =>\n  load()\n    .then((body) => ({ statusCode: 200, body }))\n    .catch(() => ({ statusCode: 500 }));\n',
    at: 'src/index.js:3:41',
  },
  'a wrapped handler': {
    payload: { statusCode: 200, body: 1.5e3, headers: { 'x-a': [] } },
    cause: 'response.header-value-type',
    title: /`headers\["x-a"\]` is an array/,
    code: "import middy from '@middy/core';\nconst headers = { 'x-a': [] };\nconst base = async () => ({ statusCode: 200, headers, body: 1.5e3 });\nexport const handler = middy().use(cors()).handler(base);\n",
    at: 'src/index.js:2:26',
    fix: /multiValueHeaders/,
  },
  'the cookies of payload format 2.0': {
    payload: { statusCode: 200, cookies: ['a=1'], body: '' },
    cause: 'response.unknown-key',
    title: /`cookies`/,
    code: "exports.handler = async () => ({\n  statusCode: 200,\n  cookies: ['a=1'],\n  body: '',\n});\n",
    at: 'src/index.js:3:3',
    fix: /multiValueHeaders/,
  },
  'a mistyped key': {
    payload: { statuscode: 200, body: '' },
    cause: 'response.unknown-key',
    title: /`statusCode` is/,
    code: "exports.handler = async () => ({ statuscode: 200, body: '' });\n",
    at: 'src/index.js:1:34',
    edited: "exports.handler = async () => ({ statusCode: 200, body: '' });",
  },
  'a bare domain object': {
    payload: { Hello: 'World' },
    cause: 'response.unknown-key',
    title: /data bare/,
    code: "exports.handler = async () => ({ Hello: 'World' });\n",
    at: 'src/index.js:1:34',
    fix: /statusCode: 200, body: JSON\.stringify\(data\)/,
  },
  'a returned error object': {
    payload: { errorMessage: 'no', errorType: 'Error' },
    cause: 'response.unknown-key',
    title: /`errorMessage`/,
    code: 'exports.handler = async () => failure();\n',
    at: 'src/index.js:1:31',
    fix: /statusCode: 500/,
  },
  'a string': {
    payload: 'hello',
    cause: 'response.not-object',
    title: /returned a string/,
    code: "exports.handler = async (event) => {\n  if (event.a) return { statusCode: 200 };\n  return 'hello';\n};\n",
    at: 'src/index.js:3:3',
  },
  'a response serialised as a whole': {
    payload: JSON.stringify({ statusCode: 200, body: 'x' }),
    cause: 'response.stringified-twice',
    title: /string of JSON/,
    code: "exports.handler = async () => {\n  return JSON.stringify({ statusCode: 200, body: 'x' });\n};\n",
    at: 'src/index.js:2:3',
  },
  'headers as a list': {
    payload: { headers: [['a', 'b']] },
    cause: 'response.headers-not-object',
    title: /`headers` is an array/,
    code: "exports.handler = async () => ({ headers: [['a', 'b']] });\n",
    at: 'src/index.js:1:43',
  },
  'a scalar in multiValueHeaders': {
    payload: { multiValueHeaders: { 'Set-Cookie': 'a=1' } },
    cause: 'response.multivalueheaders-not-array',
    title: /`multiValueHeaders\["Set-Cookie"\]` is a string/,
    code: "exports.handler = async () => ({ multiValueHeaders: { 'Set-Cookie': 'a=1' } });\n",
    at: 'src/index.js:1:69',
    edited: "exports.handler = async () => ({ multiValueHeaders: { 'Set-Cookie': ['a=1'] } });",
  },
  'a status that is a word': {
    payload: { statusCode: 'ok' },
    cause: 'response.status-code',
    title: /`statusCode` is a string/,
    code: "exports.handler = async () => ({ statusCode: 'ok' });\n",
    at: 'src/index.js:1:46',
  },
  'a status that HTTP does not have': {
    payload: { statusCode: 1000 },
    cause: 'response.status-code',
    title: /`statusCode` is 1000/,
    code: 'exports.handler = async () => ({ statusCode: 1000 });\n',
    at: 'src/index.js:1:46',
  },
  'a word for isBase64Encoded': {
    payload: { isBase64Encoded: 'yes' },
    cause: 'response.is-base64-encoded',
    title: /`isBase64Encoded` is a string/,
    code: "exports.handler = async () => ({ isBase64Encoded: 'yes' });\n",
    at: 'src/index.js:1:51',
  },
};

for (const [name, row] of Object.entries(rows)) {
  test(`malformed output: ${name}`, () => {
    const finding = malformed(JSON.stringify(row.payload), node(row.code));
    assert.equal(finding.cause, row.cause);
    assert.equal(finding.step, 2);
    assert.match(finding.title, row.title);
    assert.equal(place(finding), row.at);
    if (row.fix !== undefined) assert.match(finding.fix.text, row.fix);
    if (row.edited !== undefined)
      assert.ok(finding.fix.patch?.includes(`\n+${row.edited}\n`), finding.fix.patch);
  });
}

test('several violations are all named, and the first decides', () => {
  const payload = '{"body":{"a":1},"headers":{"x":[1]},"extra":true}';
  const finding = malformed(payload, {});
  assert.equal(finding.evidence.length, 3);
  const codes = readOutput(payload);
  assert.ok(!codes.ok);
  assert.equal(
    finding.cause,
    codes.violations[0]!.code === 'unknown-key' ? 'response.unknown-key' : 'response.body-not-string',
  );
  for (const field of ['body', 'headers["x"]', 'extra']) {
    assert.ok(finding.title.includes(field) || finding.why.includes(field), field);
  }
});

test('a payload that is no JSON is told so', () => {
  assert.equal(malformed('<html>', {}).cause, 'response.not-object');
});

const nothing: Readonly<
  Record<string, readonly [code: string, at: string, title: RegExp, runtime?: string]>
> = {
  'a non-async handler that returns a value, up to nodejs22.x': [
    "exports.handler = (event) => {\n  return { statusCode: 200, body: 'x' };\n};\n",
    'src/index.js:2:3',
    /not async/,
  ],
  'an async handler that answers through its callback': [
    'exports.handler = async (event, context, callback) => {\n  later(() => {\n    callback(null, { statusCode: 200 });\n  });\n};\n',
    'src/index.js:3:5',
    /`callback`/,
  ],
  'a callback that is never called': [
    'module.exports = {\n  handler(event, context, callback) {\n    console.log(event);\n  },\n};\n',
    'src/index.js:2:10',
    /never calls it/,
  ],
  'a promise chain without return': [
    'export const handler = async () => {\n  load().then((a) => ({ statusCode: 200, body: a }));\n};\n',
    'src/index.js:2:3',
    /not returned/,
  ],
  'an awaited helper without return': [
    'const answer = async () => ({ statusCode: 200 });\nexport async function handler() {\n  await answer();\n}\n',
    'src/index.js:3:3',
    /not returned/,
  ],
  'an arrow function’s braces that were meant as an object': [
    'exports.handler = async () => { statusCode: 200 };\n',
    'src/index.js:1:33',
    /not returned/,
  ],
  'a return inside a loop’s callback': [
    'exports.handler = async (event) => {\n  event.items.forEach((item) => {\n    return { statusCode: 200, body: item };\n  });\n};\n',
    'src/index.js:3:12',
    /inner function/,
  ],
  'a bare return': [
    'exports.handler = async (event) => {\n  if (!event.body) return;\n  return { statusCode: 200, body: event.body };\n};\n',
    'src/index.js:2:20',
    /without a value/,
  ],
  'a way through without return': [
    'exports.handler = async (event) => {\n  if (event.body) {\n    return { statusCode: 200, body: event.body };\n  }\n};\n',
    'src/index.js:1:19',
    /Some path/,
  ],
  'no return at all': [
    'exports.handler = async (event) => {\n  console.log(event);\n};\n',
    'src/index.js:1:19',
    /returned nothing/,
  ],
  'a value that was undefined': [
    'exports.handler = async (event) => {\n  return find(event);\n};\n',
    'src/index.js:2:3',
    /undefined or null/,
  ],
  'a promise that never settles': [
    "exports.handler = async () => {\n  await new Promise((resolve) => subscribe(resolve));\n  return { statusCode: 200, body: 'x' };\n};\n",
    'src/index.js:2:3',
    /never settled/,
  ],
  'return null': [
    'exports.handler = async (event) => {\n  if (event.a) return { statusCode: 200 };\n  return null;\n};\n',
    'src/index.js:3:3',
    /undefined or null/,
    'nodejs24.x',
  ],
};

for (const [name, [code, at, title, runtime]] of Object.entries(nothing)) {
  test(`null output: ${name}`, () => {
    const finding = malformed('null', node(code, runtime));
    assert.equal(finding.cause, 'response.never-returned');
    assert.match(finding.title, title);
    assert.equal(place(finding), at);
  });
}

test('on nodejs24.x a plain function’s value counts, so its being plain is not blamed', () => {
  const finding = malformed(
    'null',
    node('exports.handler = (event) => {\n  return find(event);\n};\n', 'nodejs24.x'),
  );
  assert.match(finding.title, /undefined or null/);
});

test('a sync handler that returns a promise is not told to be async', () => {
  const finding = malformed('null', node('exports.handler = () => load().then(() => {});\n'));
  assert.doesNotMatch(finding.title, /not async/);
});

test('the dropped result’s patch puts return before it', () => {
  const finding = malformed(
    'null',
    node('exports.handler = async () => {\n  load().then((a) => ({ statusCode: 200, body: a }));\n};\n'),
  );
  assert.ok(finding.fix.patch?.includes('\n+  return load().then('), finding.fix.patch);
});

test('the handler is found behind a re-export, and the place is in its own file', () => {
  const finding = malformed('{"statusCode":200,"body":{}}', {
    function: { runtime: 'nodejs20.x', handler: 'dist/main.api.handler' },
    source: folderOf({
      'dist/main.js': "module.exports.api = { handler: require('./lib/impl').run };\n",
      'dist/lib/impl.js':
        '"use strict";\nexports.run = void 0;\nasync function run() {\n  return { statusCode: 200, body: {} };\n}\nexports.run = run;\n',
    }),
  });
  assert.equal(place(finding), 'src/dist/lib/impl.js:4:35');
});

test('an esbuild bundle’s handler is found through its getters', () => {
  const code = `"use strict";
var __defProp = Object.defineProperty;
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __toCommonJS = (mod) => mod;
var index_exports = {};
__export(index_exports, {
  handler: () => handler
});
module.exports = __toCommonJS(index_exports);
var handler = async () => {
  return { statusCode: 200, body: [] };
};
`;
  assert.equal(place(malformed('{"statusCode":200,"body":[]}', node(code))), 'src/index.js:11:35');
});

test('without the source the finding still stands, without a place', () => {
  const finding = malformed('{"body":{}}', { function: { runtime: 'python3.13', handler: 'app.handler' } });
  assert.equal(finding.cause, 'response.body-not-string');
  assert.equal(finding.source, null);
  assert.match(finding.fix.text, /json\.dumps/);
});

test('invalid base64 is a 500, told at the body', () => {
  const payload = '{"statusCode":200,"body":"è","isBase64Encoded":true}';
  const code =
    "exports.handler = async () => ({\n  statusCode: 200,\n  body: 'è',\n  isBase64Encoded: true,\n});\n";
  const finding = explain(executionOf({ kind: 'base64-undecodable' }, { payload, status: 500 }), node(code));
  assert.equal(finding?.cause, 'response.invalid-base64');
  assert.equal(place(finding), 'src/index.js:3:9');
  assert.match(finding.why, /500, not 502/);
});

// --- Python, read by a real interpreter where this machine has one

const python = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 8))'], {
  encoding: 'utf8',
});
const noPython = python.stdout?.trim() === 'True' ? false : 'no python3 here';

async function runPythonAst(script: string, source: string): Promise<string | null> {
  const { status, stdout } = spawnSync('python3', ['-I', '-c', script], { input: source, encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

async function malformedPython(payload: string, code: string): Promise<Finding> {
  const read = readOutput(payload);
  assert.ok(!read.ok);
  const execution = executionOf({ kind: 'malformed-output', violations: read.violations }, { payload });
  const context = {
    function: { runtime: 'python3.12', handler: 'app.handler' },
    source: folderOf({ 'app.py': code }),
  };
  const finding = await explainWithPython(execution, context, runPythonAst);
  assert.ok(finding !== null);
  return finding;
}

test('Python: a dict body is shown at its place, with json.dumps around it', { skip: noPython }, async () => {
  const code =
    'import json\n\ndef response(status, body):\n    return {"statusCode": status, "body": body}\n\ndef handler(event, context):\n    if not event.get("id"):\n        return response(400, json.dumps({}))\n    return {"statusCode": 200, "body": {"é": 1}}\n';
  const finding = await malformedPython('{"statusCode":200,"body":{"é":1}}', code);
  assert.equal(place(finding), 'src/app.py:9:40');
  assert.match(finding.fix.text, /json\.dumps/);
  assert.ok(
    finding.fix.patch?.includes('\n+    return {"statusCode": 200, "body": json.dumps({"é": 1})}\n'),
    finding.fix.patch,
  );
});

test('Python: no json.dumps is put where json is not imported', { skip: noPython }, async () => {
  const finding = await malformedPython(
    '{"body":{}}',
    'def handler(event, context):\n    return {"body": {}}\n',
  );
  assert.equal(place(finding), 'src/app.py:2:21');
  assert.equal(finding.fix.patch, undefined);
});

test('Python: a handler without return is shown at its def line', { skip: noPython }, async () => {
  const finding = await malformedPython(
    'null',
    'import json\n\n@tracer\ndef handler(event, context):\n    print(event)\n',
  );
  assert.equal(place(finding), 'src/app.py:4:1');
  assert.match(finding.fix.text, /return \{"statusCode"/);
});

test('Python: a response that is made and dropped', { skip: noPython }, async () => {
  const code = 'def ok():\n    return {"statusCode": 200}\n\ndef handler(event, context):\n    ok()\n';
  const finding = await malformedPython('null', code);
  assert.equal(place(finding), 'src/app.py:5:5');
  assert.ok(finding.fix.patch?.includes('\n+    return ok()\n'), finding.fix.patch);
});

test('Python: a wrapped handler is looked through', { skip: noPython }, async () => {
  const code =
    'def inner(event, context):\n    return {"statusCode": 200, "cookies": []}\n\nhandler = instrument(inner)\n';
  assert.equal(place(await malformedPython('{"statusCode":200,"cookies":[]}', code)), 'src/app.py:2:32');
});

test('Python: without an interpreter, or with one that prints something else, the finding stands without a place', async () => {
  const found = { type: 'null', text: 'null' } as const;
  const violation = { pointer: '', code: 'null-output', found, allowed: 'an object' } as const;
  const nullOutput = { kind: 'malformed-output', violations: [violation] } as const;
  const execution = executionOf(nullOutput, { payload: 'null' });
  const context = {
    function: { runtime: 'python3.12', handler: 'app.handler' },
    source: folderOf({ 'app.py': 'def handler(event, context):\n    pass\n' }),
  };
  for (const printed of [null, '', 'SyntaxError', '[]', '{}', 'null']) {
    const finding = await explainWithPython(execution, context, () => Promise.resolve(printed));
    assert.equal(finding?.cause, 'response.never-returned');
    assert.equal(finding.source, null);
  }
});
