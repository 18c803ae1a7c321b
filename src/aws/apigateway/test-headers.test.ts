// The two header maps of a test run as one list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testHeaders } from './test-headers.ts';

test('every value is there once, whichever map it stands in', () => {
  assert.deepEqual(testHeaders({ a: '1', b: '2' }, undefined), [
    ['a', '1'],
    ['b', '2'],
  ]);
  assert.deepEqual(testHeaders({ A: '2', b: '3' }, { a: ['1', '2'] }), [
    ['a', '1'],
    ['a', '2'],
    ['b', '3'],
  ]);
});

test('no headers are none, so that the function sees null', () => {
  assert.equal(testHeaders(undefined, undefined), undefined);
  assert.equal(testHeaders({}, {}), undefined);
});
