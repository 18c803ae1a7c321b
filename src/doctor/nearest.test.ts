import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { editDistance, nearest } from './nearest.ts';

test('the edit distance is a distance', () => {
  const text = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      assert.equal(editDistance(a, a), 0);
      assert.equal(editDistance(a, b), editDistance(b, a));
      assert.ok(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
      assert.ok(editDistance(a, b) >= Math.abs(a.length - b.length));
    }),
  );
});

test('near names are given nearest first, letter case aside; far ones are not', () => {
  assert.deepEqual(nearest('hander', ['handler', 'main', 'handle']), ['handler', 'handle']);
  assert.deepEqual(nearest('STATUSCODE', ['statusCode']), ['statusCode']);
  assert.deepEqual(nearest('id', ['body']), []);
});
