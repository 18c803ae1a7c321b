// The cut of long lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTruncated, truncate, visiblePart } from './truncation.ts';

test('a text of 1024 characters stays whole, one more is cut to 1024 and marked', () => {
  assert.equal(truncate('x'.repeat(1024)), 'x'.repeat(1024));
  assert.equal(truncate('x'.repeat(1025)), `${'x'.repeat(1024)} [TRUNCATED]`);
});

test('characters are counted in UTF-16 units, as Java counts them', () => {
  assert.equal(truncate('😀'.repeat(513)), `${'😀'.repeat(512)} [TRUNCATED]`);
});

test('a line made of the visible part of a value is cut where the whole line would be', () => {
  const value = 'abc'.repeat(3000);
  assert.equal(truncate(`words: ${visiblePart(value)}`), truncate(`words: ${value}`));
});

test('a mark is read back, whatever length a page has left', () => {
  assert.deepEqual(readTruncated('token=«…» [TRUNCATED]'), { text: 'token=«…»', truncated: true });
  assert.deepEqual(readTruncated(' body \n'), { text: ' body \n', truncated: false });
});
