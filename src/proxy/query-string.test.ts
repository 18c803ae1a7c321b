// Form decoding of the query, the recorded requests first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseQueryString } from './query-string.ts';

test('the recorded query is decoded as on AWS: plus is a space, %2B a plus', () => {
  const raw =
    'dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com' +
    '&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/';
  assert.deepEqual(parseQueryString(raw), [
    ['dateTimeOffset', '2023-06-12T18:05:10.123456 00:00'],
    ['email', 'test+alias@gmail.com'],
    ['plus', 'test alias@gmail.com'],
    ['url', 'https://www.google.com/'],
    ['whitespace', 'foo bar'],
    ['zhash', 'abort/'],
  ]);
});

const cases: readonly (readonly [
  raw: string,
  parameters: readonly (readonly [string, string])[],
  behaviour: string,
])[] = [
  ['', [], 'no query has no parameters'],
  ['&&', [], 'empty parts are nothing'],
  ['a', [['a', '']], 'a name alone has the empty value'],
  ['a=', [['a', '']], 'a name with an equals sign has the empty value'],
  ['=x', [['', 'x']], 'a value alone has the empty name'],
  ['a=1=2', [['a', '1=2']], 'only the first equals sign parts name and value'],
  [
    'a=1&b=2&a=3',
    [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ],
    'a repeated name keeps its values in order',
  ],
  [
    'a=1;b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
    'a semicolon parts parameters too',
  ],
  ['a=1%3Bb', [['a', '1;b']], 'an escaped semicolon does not'],
  ['a%5B%5D=%C3%A8', [['a[]', 'è']], 'names and values are decoded as UTF-8'],
  ['?a=1', [['?a', '1']], 'a second question mark belongs to the name'],
  ['__proto__=1', [['__proto__', '1']], 'no name is special'],
  [
    'a=%zz&b=%&c=%4',
    [
      ['a', '%zz'],
      ['b', '%'],
      ['c', '%4'],
    ],
    'a malformed escape stays as it is',
  ],
  ['a=%ff%41', [['a', '\ufffdA']], 'bytes that are no UTF-8 become U+FFFD'],
];

for (const [raw, parameters, behaviour] of cases) {
  test(behaviour, () => assert.deepEqual(parseQueryString(raw), parameters));
}

test('what encodeURIComponent wrote comes back, and nothing throws', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (parameters) => {
      const raw = parameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
      assert.deepEqual(parseQueryString(raw), parameters);
    }),
  );
  fc.assert(fc.property(fc.string(), (raw) => void parseQueryString(raw)));
});
