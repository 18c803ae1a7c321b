// The contract of a function's output: every recorded row, Jackson's coercions, and what a violation tells.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { violationsMax, violationTextCharactersMax } from '../core/limits.ts';
import { readOutput } from './read-output.ts';
import type { ProxyOutput, Violation } from './violation.ts';

interface Vector {
  readonly function_output: string;
  /** Null: unknown on AWS, chosen 502 here (SPEC §4.2). */
  readonly client_status: number | null;
  readonly certainty: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../../test/data/vectors.json', import.meta.url), 'utf8'),
).proxy_response;

function read(payload: string): ProxyOutput {
  const result = readOutput(payload);
  assert.ok(result.ok, `refused: ${payload} ${JSON.stringify(result)}`);
  return result.output;
}

function violationsOf(payload: string): readonly Violation[] {
  const result = readOutput(payload);
  assert.ok(!result.ok, `taken: ${payload}`);
  assert.ok(result.violations.length > 0);
  return result.violations;
}

/** `pointer code` of each violation. */
function complaints(payload: string): string[] {
  return violationsOf(payload).map((violation) => `${violation.pointer} ${violation.code}`);
}

assert.equal(vectors.length, 59);
for (const { function_output: payload, client_status: status, certainty } of vectors) {
  // 500 is not the reader's to say: the output fits, and its base64 turns out wrong later.
  const isMalformed = status === 502 || status === null;
  const verdict = isMalformed ? 'is malformed' : `has the status ${status === 500 ? 200 : status}`;
  test(`${payload} ${verdict} (${status === null ? 'chosen' : certainty})`, () => {
    if (isMalformed) violationsOf(payload);
    else assert.equal(read(payload).statusCode, status === 500 ? 200 : status);
  });
}

test('an output without any member is 200 with nothing', () => {
  assert.deepEqual(read('{}'), {
    statusCode: 200,
    headers: [],
    multiValueHeaders: [],
    body: '',
    isBase64Encoded: false,
  });
});

test('members keep their order, their names their casing', () => {
  const payload = '{"body":"x","multiValueHeaders":{"B":["1","2"],"a":[]},"headers":{"Z-b":"1","a":"2"}}';
  const output = read(payload);
  assert.deepEqual(output.headers, [
    ['Z-b', '1'],
    ['a', '2'],
  ]);
  assert.deepEqual(output.multiValueHeaders, [
    ['B', ['1', '2']],
    ['a', []],
  ]);
});

// Each line was checked against Jackson 2.17.2 on the shape of SPEC §4.1; null stands for a refusal.
const statusCodes: Readonly<Record<string, number | null>> = {
  '" 200 "': 200,
  '"\\u0000200\\n"': 200,
  '"+200"': 200,
  '"000000000000200"': 200,
  '2e2': 200,
  '5.99E2': 599,
  '599.9': 599,
  '200': 200,
  '99.9': null,
  '-200': null,
  '"-200"': null,
  '-0': null,
  '1e999': null,
  '"null"': null,
  '" "': null,
  '"0x10"': null,
  '"2e2"': null,
  '"2 00"': null,
  '"\\u00a0200"': null,
  '"+"': null,
  '[200]': null,
  false: null,
};

for (const [json, status] of Object.entries(statusCodes)) {
  test(`the status code ${json} ${status === null ? 'is malformed' : `is ${status}`}`, () => {
    const payload = `{"statusCode":${json}}`;
    if (status === null)
      assert.deepEqual(
        violationsOf(payload).map((it) => it.pointer),
        ['/statusCode'],
      );
    else assert.equal(read(payload).statusCode, status);
  });
}

const base64Flags: Readonly<Record<string, boolean | null>> = {
  true: true,
  '"true"': true,
  '"True"': true,
  '" TRUE "': true,
  '1': true,
  '-2': true,
  '99999999999999999999': true,
  false: false,
  '"false"': false,
  '"False"': false,
  '"FALSE"': false,
  '0': false,
  '-0': false,
  null: false,
  '"null"': false,
  '""': false,
  '"  "': false,
  '1.0': null,
  '1e0': null,
  '0.0': null,
  '"tRUE"': null,
  '"yes"': null,
  '"1"': null,
  '[]': null,
};

for (const [json, flag] of Object.entries(base64Flags)) {
  test(`isBase64Encoded ${json} ${flag === null ? 'is malformed' : `is ${flag}`}`, () => {
    const payload = `{"isBase64Encoded":${json}}`;
    if (flag === null)
      assert.deepEqual(complaints(payload), ['/isBase64Encoded is-base64-encoded-not-a-boolean']);
    else assert.equal(read(payload).isBase64Encoded, flag);
  });
}

test('a number that becomes text keeps its spelling', () => {
  const output = read(
    '{"headers":{"a":1.0,"b":-0,"c":1E5,"d":99999999999999999999999},"multiValueHeaders":{"e":[1.50,true]},"body":1e999}',
  );
  assert.deepEqual(Object.fromEntries(output.headers), {
    a: '1.0',
    b: '-0',
    c: '1E5',
    d: '99999999999999999999999',
  });
  assert.deepEqual(output.multiValueHeaders, [['e', ['1.50', 'true']]]);
  assert.equal(output.body, '1e999');
});

test('null headers, lists and items are left out', () => {
  const output = read('{"headers":{"a":null,"b":"1"},"multiValueHeaders":{"c":null,"d":[null,"2"]}}');
  assert.deepEqual(output.headers, [['b', '1']]);
  assert.deepEqual(output.multiValueHeaders, [['d', ['2']]]);
});

test('of a repeated key the last counts', () => {
  const output = read('{"statusCode":200,"statusCode":404,"headers":{"a":"1"},"headers":{"b":"2"}}');
  assert.equal(output.statusCode, 404);
  assert.deepEqual(output.headers, [['b', '2']]);
});

test('__proto__ is a name like any other', () => {
  assert.deepEqual(read('{"headers":{"__proto__":"x"}}').headers, [['__proto__', 'x']]);
  assert.deepEqual(complaints('{"__proto__":{"statusCode":200}}'), ['/__proto__ unknown-key']);
  assert.deepEqual(complaints('{"constructor":1}'), ['/constructor unknown-key']);
});

test('every violation is told at once, in the order of the output', () => {
  const payload =
    '{"status":1,"statusCode":"test","headers":{"a/b~c":[1],"ok":"x","n":{}},"multiValueHeaders":{"m":"v","l":["x",[1.0],{}]},"body":{"a": 1.0},"isBase64Encoded":"yes"}';
  assert.deepEqual(complaints(payload), [
    '/status unknown-key',
    '/statusCode status-code-not-an-integer',
    '/headers/a~1b~0c header-value-not-a-scalar',
    '/headers/n header-value-not-a-scalar',
    '/multiValueHeaders/m multi-value-header-not-an-array',
    '/multiValueHeaders/l/1 multi-value-header-item-not-a-scalar',
    '/multiValueHeaders/l/2 multi-value-header-item-not-a-scalar',
    '/body body-not-a-string',
    '/isBase64Encoded is-base64-encoded-not-a-boolean',
  ]);
});

test('a violation quotes what was found as it was written, with its type', () => {
  const found = (payload: string): Violation['found'] => violationsOf(payload)[0]!.found;
  assert.deepEqual(found('{"body":{"a": 1.0, "b":[true,null,"x"]}}'), {
    type: 'object',
    text: '{"a":1.0,"b":[true,null,"x"]}',
  });
  assert.deepEqual(found('{"statusCode":1e999}'), { type: 'number', text: '1e999' });
  assert.deepEqual(found('{"statusCode":"te\\nst"}'), { type: 'string', text: '"te\\nst"' });
  assert.deepEqual(found('{"statusCode":null}'), { type: 'null', text: 'null' });
  assert.deepEqual(found('{"headers":[]}'), { type: 'array', text: '[]' });
  assert.deepEqual(found('{"statusCode":true}'), { type: 'boolean', text: 'true' });
  assert.deepEqual(found('<html>'), { type: 'not JSON', text: '<html>' });
});

test('the quoted text is cut, and not through a character', () => {
  const length = (payload: string): number => violationsOf(payload)[0]!.found.text.length;
  assert.equal(length(JSON.stringify({ body: { a: 'x'.repeat(1000) } })), violationTextCharactersMax);
  assert.equal(length('x'.repeat(1000)), violationTextCharactersMax);
  const text = violationsOf(JSON.stringify({ wrong: `x${'😀'.repeat(1000)}` }))[0]!.found.text;
  assert.ok(text.isWellFormed());
  assert.equal(text.startsWith('"x😀'), true);
});

test('the outermost value has its own violations', () => {
  assert.deepEqual(complaints('null'), [' null-output']);
  assert.deepEqual(complaints('5'), [' not-an-object']);
  assert.deepEqual(complaints('[{"statusCode":200}]'), [' not-an-object']);
  assert.deepEqual(complaints(''), [' not-json']);
  assert.deepEqual(complaints('{"statusCode":200} trailing'), [' not-json']);
  assert.deepEqual(complaints("{'statusCode':200}"), [' not-json']);
});

test('maps that are something else are told as such', () => {
  assert.deepEqual(complaints('{"headers":""}'), ['/headers headers-not-an-object']);
  assert.deepEqual(complaints('{"headers":5}'), ['/headers headers-not-an-object']);
  assert.deepEqual(complaints('{"multiValueHeaders":[]}'), [
    '/multiValueHeaders multi-value-headers-not-an-object',
  ]);
  assert.deepEqual(complaints('{"multiValueHeaders":{"a":1.5}}'), [
    '/multiValueHeaders/a multi-value-header-not-an-array',
  ]);
});

test('violations are bounded', () => {
  const keys = Array.from({ length: violationsMax * 3 }, (_, index) => [`k${index}`, 1]);
  assert.equal(violationsOf(JSON.stringify(Object.fromEntries(keys))).length, violationsMax);
});

test('a long run of spaces in a scalar costs no more than reading it', () => {
  const spaces = `x${' '.repeat(5_000_000)}x`;
  const startedMs = performance.now();
  violationsOf(JSON.stringify({ statusCode: spaces, isBase64Encoded: spaces }));
  assert.ok(performance.now() - startedMs < 2000);
});

test('an output nested deeper than the stack is malformed, not a defect, and accuses nothing that is fine', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  const payload = `{"headers":{"a":1},"isBase64Encoded":1,"body":${deep}}`;
  assert.deepEqual(complaints(payload), ['/body body-not-a-string']);
});

const scalar = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constant(null),
);
const headerName = fc.oneof(fc.string(), fc.constantFrom('__proto__', '1', 'Content-Type'));
const fitting = fc.record(
  {
    statusCode: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.integer({ min: 200, max: 599 }).map(String)),
    headers: fc.option(fc.dictionary(headerName, scalar)),
    multiValueHeaders: fc.option(fc.dictionary(headerName, fc.option(fc.array(scalar)))),
    body: scalar,
    isBase64Encoded: fc.constantFrom(true, false, null, 'true', 'False', 0, 1, ''),
  },
  { requiredKeys: [] },
);

test('whatever fits the shape is read, with each value as text', () => {
  fc.assert(
    fc.property(fitting, (value) => {
      const output = read(JSON.stringify(value));
      assert.equal(output.statusCode, Number(value.statusCode ?? 200));
      const kept = Object.entries(value.headers ?? {}).filter(([, header]) => header !== null);
      const expected = kept.map(([name, header]) => [name, asText(header)]);
      assert.deepEqual(output.headers, expected);
      assert.equal(output.body, asText(value.body ?? ''));
    }),
  );
});

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const members = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

test('an unknown key adds exactly one violation, which points at it', () => {
  const unknown = fc.string().filter((key) => !members.has(key));
  fc.assert(
    fc.property(
      fc.oneof(fitting, fc.dictionary(fc.string(), fc.jsonValue())),
      unknown,
      fc.jsonValue(),
      (value, key, extra) => {
        fc.pre(!Object.hasOwn(value, key));
        const before = readOutput(JSON.stringify(value));
        const payload = JSON.stringify({ ...value, [key]: extra });
        const after = violationsOf(payload);
        assert.equal(after.length, (before.ok ? 0 : before.violations.length) + 1);
        const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        assert.equal(after.filter((violation) => violation.pointer === pointer).length, 1);
      },
    ),
  );
});

test('no text makes it throw, and a refusal always has a reason', () => {
  const payload = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((text) => `{"headers":${text}}`),
  );
  fc.assert(
    fc.property(payload, (text) => {
      const result = readOutput(text);
      assert.ok(result.ok || result.violations.length > 0);
    }),
  );
});
