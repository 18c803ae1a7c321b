// Maps as the log writes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMap, writeMap } from './logged-map.ts';

test('entries are written in list order', () => {
  assert.equal(writeMap([]), '{}');
  assert.equal(
    writeMap([
      ['a', '1'],
      ['b', ''],
    ]),
    '{a=1, b=}',
  );
});

test('values with commas and equals signs are kept together', () => {
  assert.deepEqual(
    readMap('{Accept-Encoding=gzip, deflate, Cookie=a=b; c=d, X-Forwarded-For=1.2.3.4, 5.6.7.8}'),
    [
      ['Accept-Encoding', 'gzip, deflate'],
      ['Cookie', 'a=b; c=d'],
      ['X-Forwarded-For', '1.2.3.4, 5.6.7.8'],
    ],
  );
});

test('a map whose end was cut away gives what is left', () => {
  assert.deepEqual(readMap('{a=1, b=tw'), [
    ['a', '1'],
    ['b', 'tw'],
  ]);
});

test('a path parameter that is its own template keeps its braces', () => {
  assert.deepEqual(readMap('{petId={petId}}'), [['petId', '{petId}']]);
});
