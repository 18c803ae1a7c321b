import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTextCache } from './text-cache.ts';

test('a text is read once while it is kept; beyond the bound the oldest goes first', () => {
  const cache = createTextCache<string>(10);
  const made: string[] = [];
  const get = (text: string): string =>
    cache.get(text, (each) => {
      made.push(each);
      return each.toUpperCase();
    });
  assert.equal(get('aaaa'), 'AAAA');
  get('bbbb');
  get('aaaa');
  assert.deepEqual(made, ['aaaa', 'bbbb']);
  get('cccc');
  get('bbbb');
  get('aaaa');
  assert.deepEqual(made, ['aaaa', 'bbbb', 'cccc', 'aaaa']);
  get('x'.repeat(20));
  get('x'.repeat(20));
  assert.equal(made.length, 5, 'one text larger than the bound is still kept while it is the last');
});
