// Templates of log lines, written and read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { lineTemplate } from './line-template.ts';

const failed = lineTemplate('failed: {message}. Lambda request id: {id}', 'message');

test('what was written is read back', () => {
  const words = fc.stringMatching(/^[a-z0-9 .:\n]{0,30}$/);
  fc.assert(
    fc.property(words, fc.uuid(), (message, id) => {
      assert.deepEqual(failed.read(failed.write({ message, id })), { message, id });
    }),
  );
});

test('a greedy place ends where the words behind it last occur, others where they first occur', () => {
  const line = 'failed: a. Lambda request id: b. Lambda request id: c';
  assert.deepEqual(failed.read(line), { message: 'a. Lambda request id: b', id: 'c' });
  const route = lineTemplate('HTTP Method: {method}, Resource Path: {path}');
  assert.deepEqual(route.read('HTTP Method: GET, Resource Path: /a, Resource Path: b'), {
    method: 'GET',
    path: '/a, Resource Path: b',
  });
});

test('a line of other words is none of the template', () => {
  assert.equal(failed.read('failed: a. Lambda id: b'), null);
  assert.equal(lineTemplate('Done').read('Done, or not'), null);
  assert.deepEqual(lineTemplate('Done').read('Done '), {});
});

test('of a line that was cut, the places up to the cut are read', () => {
  assert.deepEqual(failed.read('failed: a. Lam', true), { message: 'a. Lam' });
  assert.deepEqual(failed.read('failed: a. Lambda request id: 12', true), { message: 'a', id: '12' });
});

test('a last place may be empty though the space before it got lost', () => {
  assert.deepEqual(lineTemplate('body: {body}').read('body:'), { body: '' });
});
