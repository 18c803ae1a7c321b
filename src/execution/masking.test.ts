// What the log hides.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mask, maskHeaders } from './masking.ts';

test('all but the last six characters become stars', () => {
  assert.equal(mask('abcdefghij'), '****efghij');
});

test('a value of six characters or fewer becomes stars altogether', () => {
  assert.equal(mask('abcdef'), '******');
  assert.equal(mask(''), '');
});

test('Authorization and x-api-key are masked in any case, a security token is not', () => {
  const headers = [
    ['authorization', 'Bearer 123456'],
    ['X-API-Key', 'key-abcdef'],
    ['X-Amz-Security-Token', 'IQoJb3JpZ2luX2Vj'],
  ] as const;
  assert.deepEqual(maskHeaders(headers), [
    ['authorization', '*******123456'],
    ['X-API-Key', '****abcdef'],
    ['X-Amz-Security-Token', 'IQoJb3JpZ2luX2Vj'],
  ]);
});
