// A bounded ring behaves as a list that forgets from its old end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createBoundedRing } from './bounded-ring.ts';

test('the ring holds the newest items that fit both bounds, and counts the others', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 25 })),
      (countMax, bytesMax, weights) => {
        const ring = createBoundedRing<{ weight: number }>({
          countMax,
          bytesMax,
          weigh: (item) => item.weight,
        });
        let model: { weight: number }[] = [];
        let dropped = 0;
        for (const weight of weights) {
          const item = { weight };
          ring.add(item);
          model.push(item);
          while (model.length > countMax || model.reduce((sum, { weight }) => sum + weight, 0) > bytesMax) {
            model = model.slice(1);
            dropped += 1;
          }
          assert.deepEqual(ring.items(), model);
          assert.equal(ring.dropped(), dropped);
        }
      },
    ),
  );
});
