// What every engine behind the Store port must hold: cases as plain functions, so that each engine runs the same.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DocumentChange, Store } from './store.ts';

/** Opens an empty store; the case closes it. */
export type OpenStore = () => Promise<Store>;

type Case = (open: OpenStore) => Promise<void>;

/** Name (a sentence about behaviour) → case. */
export const storeCases: Readonly<Record<string, Case>> = {
  'what is written together is there, in the order in which it was written, and what fails is told':
    withStore(async (store) => {
      const made = await store.together(async () => {
        await store.write([{ kind: 'stage', key: 'a', value: { n: 1 } }]);
        await store.write([{ kind: 'stage', key: 'a', value: { n: 2 } }]);
        return (await store.get<{ n: number }>('stage', 'a'))!.n;
      });
      assert.equal(made, 2);
      await assert.rejects(
        store.together(() => Promise.reject(new Error('no'))),
        /^Error: no$/,
      );
      await store.write([{ kind: 'stage', key: 'a', value: { n: 3 } }]);
      assert.deepEqual(await store.get('stage', 'a'), { n: 3 });
    }),

  'a document that was never written is null': withStore(async (store) => {
    assert.equal(await store.get('rest-api', 'a'), null);
    assert.deepEqual(await store.list('rest-api'), []);
  }),

  'a written document is read back as it was, later changes of the source object aside': withStore(
    async (store) => {
      const value = {
        name: 'pets',
        nested: { list: [1, 'two', null, { three: 3 }] },
        text: 'é\u0000\n"\u{1F600}',
      };
      await store.write([{ kind: 'rest-api', key: 'a', value }]);
      const expected = structuredClone(value);
      value.nested.list.push('later');
      assert.deepEqual(await store.get('rest-api', 'a'), expected);
    },
  ),

  'a second write under the same key replaces the document, in that kind only': withStore(async (store) => {
    await store.write([
      { kind: 'rest-api', key: 'a', value: { version: 1 } },
      { kind: 'function', key: 'a', value: { version: 1 } },
    ]);
    await store.write([{ kind: 'rest-api', key: 'a', value: { version: 2 } }]);
    assert.deepEqual(await store.get('rest-api', 'a'), { version: 2 });
    assert.deepEqual(await store.get('function', 'a'), { version: 1 });
  }),

  'values are frozen through and through': withStore(async (store) => {
    await store.write([{ kind: 'function', key: 'f', value: { list: [{ deep: {} }] } }]);
    const [listed] = await store.list<{ list: [{ deep: object }] }>('function');
    for (const value of [await store.get<{ list: [{ deep: object }] }>('function', 'f'), listed]) {
      for (const part of [value!, value!.list, value!.list[0], value!.list[0].deep]) {
        assert.ok(Object.isFrozen(part));
      }
    }
  }),

  'deleting takes the document away, and deleting what is not there is no error': withStore(async (store) => {
    await store.write([
      { kind: 'stage', key: 'api/one', value: { n: 1 } },
      { kind: 'stage', key: 'api/two', value: { n: 2 } },
    ]);
    await store.write([
      { kind: 'stage', key: 'api/one', value: null },
      { kind: 'stage', key: 'api/none', value: null },
    ]);
    assert.equal(await store.get('stage', 'api/one'), null);
    assert.deepEqual(await store.list('stage'), [{ n: 2 }]);
  }),

  'of two changes of one key in one write the last holds': withStore(async (store) => {
    await store.write([
      { kind: 'stage', key: 'k', value: { n: 1 } },
      { kind: 'stage', key: 'k', value: null },
      { kind: 'stage', key: 'k', value: { n: 2 } },
    ]);
    assert.deepEqual(await store.get('stage', 'k'), { n: 2 });
  }),

  'a write of which one change cannot be written changes nothing': withStore(async (store) => {
    await store.write([{ kind: 'rest-api', key: 'kept', value: { n: 1 } }]);
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    const bad: readonly DocumentChange[] = [
      { kind: 'rest-api', key: 'z', value: cyclic },
      { kind: 'rest-api', key: 'z', value: { n: 1n } },
      { kind: 'rest-api', key: 'z\u0000', value: {} },
      { kind: 'rest-api', key: '\uD800', value: {} },
      // The engine itself refuses this one, after it took the first two.
      { kind: Symbol('kind') as never, key: 'z', value: {} },
    ];
    for (const change of bad) {
      await assert.rejects(
        store.write([
          { kind: 'rest-api', key: 'new', value: { n: 2 } },
          { kind: 'rest-api', key: 'kept', value: null },
          change,
        ]),
        TypeError,
      );
    }
    assert.deepEqual(await store.list('rest-api'), [{ n: 1 }]);
  }),

  'a key that no document can have is simply not there': withStore(async (store) => {
    for (const key of ['\u0000', 'a\u0000b', '\uD800', '\uDFFFa']) {
      assert.equal(await store.get('rest-api', key), null);
      assert.deepEqual(await store.list('rest-api', key), []);
    }
  }),

  'a listing holds exactly the keys with the prefix, in code point order, whatever the characters': async (
    open,
  ) => {
    // Characters that mean something to LIKE, GLOB, ranges and UTF-16 order.
    const character = fc.constantFrom(
      ...Array.from('ab/%_*?[]\\\'"~ é'),
      '\uD7FF',
      '\uE000',
      '\uFFFF',
      '\u{1F600}',
      '\u{10FFFF}',
    );
    const key = fc.string({ unit: character, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), key, async (keys, prefix) => {
        const store = await open();
        try {
          await store.write(keys.map((key) => ({ kind: 'stage', key, value: { key } })));
          await store.write([{ kind: 'deployment', key: prefix, value: { other: true } }]);
          const expected = keys.filter((key) => key.startsWith(prefix)).toSorted(byCodePoint);
          const listed = await store.list<{ key: string }>('stage', prefix);
          assert.deepEqual(
            listed.map((document) => document.key),
            expected,
          );
        } finally {
          await store.close();
        }
      }),
      { numRuns: 60 },
    );
  },

  'read-modify-write under one key loses no change, also when one of them fails': withStore(async (store) => {
    await store.write([{ kind: 'function', key: 'counter', value: { n: 0 } }]);
    const increment = (fails: boolean): Promise<void> =>
      store.exclusively('function', 'counter', async () => {
        const current = await store.get<{ n: number }>('function', 'counter');
        await new Promise((resolve) => setImmediate(resolve));
        if (fails) throw new Error('refused');
        await store.write([{ kind: 'function', key: 'counter', value: { n: current!.n + 1 } }]);
      });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => increment(index === 7)),
    );
    assert.equal(results.filter((result) => result.status === 'rejected').length, 1);
    assert.deepEqual(await store.get('function', 'counter'), { n: 19 });
  }),

  'work under different keys does not wait for one another': withStore(async (store) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const held = store.exclusively('function', 'one', () => released);
    assert.equal(await store.exclusively('function', 'two', async () => 'done'), 'done');
    assert.equal(await store.exclusively('rest-api', 'one', async () => 'done'), 'done');
    release();
    await held;
  }),
};

function withStore(use: (store: Store) => Promise<void>): Case {
  return async (open) => {
    const store = await open();
    try {
      await use(store);
    } finally {
      await store.close();
    }
  };
}

function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
