// Pages of a listing, walked from the first to the last.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { page } from './page.ts';

test('walking the pages gives every item once, in the order of the keys, whatever the limit', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 7 }), (items, limit) => {
      const walked: string[] = [];
      let next: string | undefined;
      do {
        const found = page(items, (item) => item, next, limit)!;
        assert.ok(found.items.length <= limit);
        walked.push(...found.items);
        next = found.next;
      } while (next !== undefined);
      assert.deepEqual(walked, items.toSorted());
    }),
  );
});

test('what is deleted or added between two pages neither repeats nor hides the others', () => {
  const key = (item: string): string => item;
  const first = page(['a', 'b', 'c', 'd'], key, undefined, 2)!;
  assert.deepEqual(first.items, ['a', 'b']);
  assert.deepEqual(page(['a', 'aa', 'c', 'd'], key, first.next, 5)!.items, ['c', 'd']);
});

test('a token that is none is told apart from a page with nothing on it', () => {
  assert.equal(
    page(['a'], (item) => item, 'nonsense', 1),
    null,
  );
});
