// Filter patterns find what CloudWatch's documentation says they find.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileFilterPattern, FilterPatternError } from './filter-pattern.ts';

const logs = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
  '[WARN] SLOW REQUEST',
];

const found = (pattern: string, messages: readonly string[]): readonly number[] => {
  const filter = compileFilterPattern(pattern);
  return messages.flatMap((message, index) => (filter.matches(message) ? [index] : []));
};

const terms: readonly (readonly [pattern: string, expected: readonly number[]])[] = [
  ['', [0, 1, 2, 3, 4]],
  [' ', [0, 1, 2, 3, 4]],
  ['[]', [0, 1, 2, 3, 4]],
  ['ERROR', [0, 1, 2, 3]],
  ['error', []],
  ['ERROR ARGUMENTS', [2, 3]],
  ['"BAD REQUEST"', [0]],
  ['"ERROR 4" REQUEST', [0, 1]],
  ['?WARN ?ARGUMENTS', [2, 3, 4]],
  ['ERROR -ARGUMENTS', [0, 1]],
  ['-ERROR', [4]],
  ['ERROR -"BAD REQUEST" -ARGUMENTS', [1]],
  ['%AUTHORIZED%', [1]],
  ['%419|420%', [2, 3]],
  ['ERROR ?WARN', [0, 1, 2, 3]],
];

for (const [pattern, expected] of terms) {
  test(`the terms ${JSON.stringify(pattern)} find their lines`, () => {
    assert.deepEqual(found(pattern, logs), expected);
  });
}

const json = [
  {
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    cluster: { name: 'c', 'odd.name': 1 },
    flag: true,
    bandwidth: 75,
  },
  { eventType: 'CreateTrail', sourceIPAddress: '123.123.1.2', bandwidth: 5e1, flag: false, text: '75' },
  'no json at all',
].map((message) => (typeof message === 'string' ? message : JSON.stringify(message)));

const jsonPatterns: readonly (readonly [pattern: string, expected: readonly number[]])[] = [
  ['{ $.eventType = "UpdateTrail" }', [0]],
  ['{$.eventType = UpdateTrail}', [0]],
  ['{ $.eventType = "*Trail" }', [0, 1]],
  ['{ $.eventType = * }', [0, 1]],
  ['{ $.eventType != "Update*" }', [1]],
  ['{ $.sourceIPAddress != 123.123.* }', [0]],
  ['{ $.eventType = %^Up.*l$% }', [0]],
  ['{ $.arrayKey[0] = "value" }', [0]],
  ['{ $.arrayKey[5] = "value" }', []],
  ['{ $.arrayKey = "value" }', []],
  ['{ $.arrayKey[*] = "another*" }', [0]],
  ['{ $.objectList[1].id = 2 }', [0]],
  ['{ $.objectList[*].name = b }', [0]],
  ['{ $.*.name = "c" }', [0]],
  ["{ $.cluster.['odd.name'] = 1 }", [0]],
  ['{ $.SomeObject IS NULL }', [0]],
  ['{ $.SomeObject NOT EXISTS }', [1]],
  ['{ $.flag IS TRUE }', [0]],
  ['{ $.flag IS FALSE }', [1]],
  ['{ $.bandwidth > 60 }', [0]],
  ['{ $.bandwidth <= 5e1 }', [1]],
  ['{ $.bandwidth = 50.0 }', [1]],
  ['{ $.bandwidth > 1 && $.flag IS TRUE }', [0]],
  ['{ ($.bandwidth > 60 || $.flag IS FALSE) && $.eventType = *Trail }', [0, 1]],
  ['{ $.bandwidth > 60 || $.flag IS FALSE && $.eventType = Update* }', [0]],
  ['{ $.missing != "x" }', []],
];

for (const [pattern, expected] of jsonPatterns) {
  test(`the condition ${pattern} finds its messages`, () => {
    assert.deepEqual(found(pattern, json), expected);
  });
}

const accesses = [
  '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
  '127.0.0.1 - alice [10/Oct/2000:13:35:22 -0700] "GET /a.php HTTP/1.0" 200 5324',
  'ERROR short line',
];

const fields: readonly (readonly [pattern: string, expected: readonly number[]])[] = [
  ['[ip, id, user, timestamp, request, status_code, size]', [0, 1]],
  ['[ip, id, user, timestamp, request =*.html*, status_code = 4*, size]', [0]],
  ['[..., size > 2000]', [1]],
  ['[ip, ..., request, status_code=404 || status_code=200, size]', [0, 1]],
  ['[ip, ..., request, status_code!=404 && status_code!=3*, size]', [1]],
  ['[w1=ERROR, w2, w3]', [2]],
  ['[w1=ERROR, w2]', []],
  ['[w1=%ERR|WARN%, ...]', [2]],
  ['[w1="ERROR", ...]', [2]],
  ['[, , user=alice, ...]', [1]],
];

for (const [pattern, expected] of fields) {
  test(`the fields ${pattern} find their lines`, () => {
    assert.deepEqual(found(pattern, accesses), expected);
  });
}

const broken = [
  '{ $.a }',
  '{ $.a = }',
  '{ $.a = 1',
  '[a, b',
  '[a=]',
  '"open',
  '%(group)%',
  '%[%',
  '{ $.a[x] = 1 }',
  '?',
  '{ a = 1 }',
];

for (const pattern of broken) {
  test(`${pattern} is no pattern`, () => {
    assert.throws(() => compileFilterPattern(pattern), FilterPatternError);
  });
}

test('whatever the text, reading it ends with a pattern or with a FilterPatternError', () => {
  const piece = fc.constantFrom(...Array.from('{}[]()$.*%"\\?-=!<>&|, a1'), 'IS NULL', 'NOT EXISTS', '...');
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string(),
      (pattern, message) => {
        try {
          compileFilterPattern(pattern).matches(message);
        } catch (error) {
          assert.ok(error instanceof FilterPatternError, String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('quoted terms find exactly the messages that hold each of them', () => {
  const word = fc.string({
    minLength: 1,
    maxLength: 3,
    unit: fc.constantFrom('a', 'b', ' ', '"', '\\', '*'),
  });
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', '\\', '*') }),
      (words, message) => {
        const pattern = words.map((each) => `"${each.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(' ');
        assert.equal(
          compileFilterPattern(pattern).matches(message),
          words.every((each) => message.includes(each)),
        );
      },
    ),
  );
});

test('fields and selectors give what they found, for metrics and tests', () => {
  const access = compileFilterPattern('[ip, ..., size > 2000]');
  assert.deepEqual(access.extract(accesses[1]!), { $ip: '127.0.0.1', $size: '5324' });
  assert.equal(access.valueAt('$size', accesses[1]!), '5324');
  const trail = compileFilterPattern('{ $.eventType = *Trail && $.bandwidth > 1 }');
  assert.deepEqual(trail.extract(json[0]!), { '$.eventType': 'UpdateTrail', '$.bandwidth': '75' });
  assert.equal(trail.valueAt('$.cluster.name', json[0]!), 'c');
  assert.equal(trail.valueAt('$.missing', json[0]!), null);
});
