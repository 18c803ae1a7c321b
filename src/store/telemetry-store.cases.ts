// What every engine behind the TelemetryStore port must hold: cases as plain functions, so that each engine runs the same.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { LogEntry, LogRange, LogStore, StoredEntry } from './log-store.ts';
import { newLogGroupSettings } from './log-store.ts';
import { aggregateOf, mergeAggregates } from './metric-aggregate.ts';
import type { TelemetryBounds, TelemetryStore } from './telemetry-store.ts';

/** Opens an empty store; the case closes it. */
export type OpenTelemetryStore = (bounds?: TelemetryBounds) => Promise<TelemetryStore>;

type Case = (open: OpenTelemetryStore) => Promise<void>;

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const dayMs = 86_400_000;

const text = (group: string, stream: string, timeMs: number, content: string): LogEntry => ({
  group,
  stream,
  timeMs,
  kind: 'text',
  content,
  createsGroup: true,
});

const everything = (group: string, more: Partial<LogRange> = {}): LogRange => ({
  group,
  streams: null,
  startMs: 0,
  endMs: Number.MAX_SAFE_INTEGER,
  from: null,
  backward: false,
  entriesMax: 1000,
  ...more,
});

const contents = (entries: readonly StoredEntry[]): readonly string[] =>
  entries.map(({ content }) => content);

async function sweepAll(store: TelemetryStore, atMs: number): Promise<void> {
  while (await store.sweep(atMs));
}

/** Name (a sentence about behaviour) → case. */
export const telemetryStoreCases: Readonly<Record<string, Case>> = {
  'what was appended is read in the order of time, then of arrival, once, whatever the page and the direction':
    async (open) => {
      const entry = fc.record({
        stream: fc.constantFrom('a', 'b', 'ab', 'c'),
        timeMs: fc.integer({ min: 0, max: 5 }),
        lasts: fc.constantFrom(0, 0, 1, 3),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 5 }),
          fc.constantFrom<LogRange['streams'][]>(null, ['a'], ['a', 'c'], ['none'], { prefix: 'a' }),
          fc.integer({ min: 1, max: 4 }),
          fc.boolean(),
          async (batches, streams, entriesMax, backward) => {
            const store = await open();
            const { logs } = store.region('one');
            const model: { stream: string; timeMs: number; content: string; part: string }[] = [];
            for (const [batch, entries] of batches.entries()) {
              const appended = entries.map(({ stream, timeMs, lasts }, index): LogEntry => {
                const content = `${batch}.${index}`;
                const kind = lasts === 0 ? ('text' as const) : ('record' as const);
                model.push({ stream, timeMs, content, part: lasts === 0 ? 'whole' : 'begin' });
                if (lasts !== 0) model.push({ stream, timeMs: timeMs + lasts, content, part: 'end' });
                return { ...text('g', stream, timeMs, content), kind, endMs: timeMs + lasts };
              });
              await logs.append(appended, nowMs + batch);
            }
            const isMeant = ({ stream }: { stream: string }): boolean =>
              streams === null ||
              ('prefix' in streams ? stream.startsWith(streams.prefix) : streams.includes(stream));
            const expected = model.filter(isMeant).toSorted((one, other) => one.timeMs - other.timeMs);
            if (backward) expected.reverse();
            const walked = await walk(logs, everything('g', { streams, entriesMax, backward }));
            assert.deepEqual(
              walked.map(({ stream, timeMs, content, part }) => ({ stream, timeMs, content, part })),
              expected,
            );
            await store.close();
          },
        ),
        { numRuns: 60 },
      );
    },

  'a range of time has its start and not its end': withStore(async (store) => {
    const { logs } = store.region('one');
    await logs.append(
      [1, 2, 3, 4].map((timeMs) => text('g', 's', timeMs, String(timeMs))),
      nowMs,
    );
    assert.deepEqual(contents(await logs.read(everything('g', { startMs: 2, endMs: 4 }))), ['2', '3']);
    const backward = everything('g', { startMs: 2, endMs: 4, backward: true });
    assert.deepEqual(contents(await logs.read(backward)), ['3', '2']);
  }),

  'messages come back as they were, whatever the characters': withStore(async (store) => {
    const { logs } = store.region('one');
    const messages = [
      '',
      'é\u0000b',
      '\n\t',
      '\u{1F600} 参よ',
      "'; DROP TABLE log_entry; --",
      'x'.repeat(300_000),
    ];
    await logs.append(
      messages.map((message) => text('g/ü', 's/[$LATEST]', 1, message)),
      nowMs,
    );
    assert.deepEqual(contents(await logs.read(everything('g/ü'))), messages);
  }),

  'groups and streams appear with their first entry, and know its times': withStore(async (store) => {
    const { logs } = store.region('one');
    assert.equal(await logs.group('g'), null);
    assert.equal(await logs.append([text('g', 's', 5, 'abc'), text('g', 's', 3, 'de')], nowMs), 0);
    assert.deepEqual(await logs.group('g'), {
      name: 'g',
      createdAtMs: nowMs,
      storedBytes: 5,
      settings: newLogGroupSettings,
    });
    const stream = { name: 's', createdAtMs: nowMs, firstAtMs: 3, lastAtMs: 5, lastIngestedAtMs: nowMs };
    assert.deepEqual(await logs.streams('g'), [stream]);
    assert.deepEqual(await logs.stream('g', 's'), stream);
  }),

  'an entry that makes no group is dropped where there is none, and counted': withStore(async (store) => {
    const { logs } = store.region('one');
    const entry = { ...text('g', 's', 1, 'lost'), createsGroup: false };
    assert.equal(await logs.append([entry], nowMs), 1);
    assert.equal(await logs.group('g'), null);
    assert.equal(await logs.createGroup('g', nowMs, newLogGroupSettings), true);
    assert.equal(await logs.append([{ ...entry, content: 'kept' }], nowMs), 0);
    assert.deepEqual(contents(await logs.read(everything('g'))), ['kept']);
  }),

  'a name is taken once in each region': withStore(async (store) => {
    const { logs } = store.region('one');
    assert.equal(await logs.createGroup('g', nowMs, newLogGroupSettings), true);
    assert.equal(await logs.createGroup('g', nowMs, newLogGroupSettings), false);
    assert.equal(await store.region('two').logs.createGroup('g', nowMs, newLogGroupSettings), true);
    assert.equal(await logs.createStream('none', 's', nowMs), 'no-group');
    assert.equal(await logs.createStream('g', 's', nowMs), 'created');
    assert.equal(await logs.createStream('g', 's', nowMs), 'exists');
    assert.deepEqual(await store.region('two').logs.streams('g'), []);
  }),

  'listings are those of a prefix, by name': withStore(async (store) => {
    const { logs } = store.region('one');
    for (const name of ['b%', 'a', 'b', 'b/c', 'B']) await logs.createGroup(name, nowMs, newLogGroupSettings);
    assert.deepEqual(
      (await logs.groups('b')).map(({ name }) => name),
      ['b', 'b%', 'b/c'],
    );
    assert.equal((await logs.groups()).length, 5);
  }),

  'settings change as one': withStore(async (store) => {
    const { logs } = store.region('one');
    await logs.createGroup('g', nowMs, newLogGroupSettings);
    const changed = await logs.changeGroup('g', (settings) => ({ ...settings, retentionDays: 7 }));
    assert.equal(changed!.settings.retentionDays, 7);
    assert.deepEqual(await logs.group('g'), changed);
    assert.equal(await logs.changeGroup('none', (settings) => settings), null);
  }),

  'a deleted group or stream is empty when it comes again, before and after the sweep': withStore(
    async (store) => {
      const { logs } = store.region('one');
      const fill = (content: string): Promise<number> =>
        logs.append([text('g', 's', 1, content), text('g', 't', 1, content)], nowMs);
      await fill('old');
      assert.equal(await logs.deleteStream('g', 's'), true);
      assert.equal(await logs.deleteStream('g', 's'), false);
      assert.deepEqual(contents(await logs.read(everything('g', { streams: ['s'] }))), []);
      assert.equal(await logs.deleteGroup('g'), true);
      assert.equal(await logs.deleteGroup('g'), false);
      assert.deepEqual(await logs.read(everything('g')), []);
      await fill('new');
      assert.deepEqual(contents(await logs.read(everything('g'))), ['new', 'new']);
      await sweepAll(store, nowMs);
      assert.deepEqual(contents(await logs.read(everything('g'))), ['new', 'new']);
      assert.equal((await logs.group('g'))!.storedBytes, 6);
    },
  ),

  'what is older than its retention is swept away': withStore(async (store) => {
    const { logs } = store.region('one');
    const times = [nowMs - 8 * dayMs, nowMs - 6 * dayMs];
    for (const group of ['short', 'long']) {
      await logs.append(
        times.map((timeMs) => text(group, 's', timeMs, 'x')),
        nowMs,
      );
    }
    await logs.changeGroup('short', (settings) => ({ ...settings, retentionDays: 7 }));
    await sweepAll(store, nowMs);
    assert.equal((await logs.read(everything('short'))).length, 1);
    assert.equal((await logs.read(everything('long'))).length, 2);
    assert.equal((await logs.group('short'))!.storedBytes, 1);
  }),

  'what is beyond the bounds makes room, oldest arrival first': async (open) => {
    for (const bounds of [
      { logEntriesMax: 10, logBytesMax: 1000 },
      { logEntriesMax: 1000, logBytesMax: 20 },
    ]) {
      const store = await open(bounds);
      const { logs } = store.region('one');
      for (let n = 0; n < 50; n++) await logs.append([text('g', 's', n, String(10 + n))], nowMs);
      const kept = contents(await logs.read(everything('g')));
      assert.ok(kept.length <= 10 && kept.length > 0, String(kept.length));
      assert.equal(kept.at(-1), '59');
      assert.deepEqual(kept, kept.toSorted());
      await store.close();
    }
  },

  'metrics merge by minute and unit, and each dimension set is a metric': withStore(async (store) => {
    const { metrics } = store.region('one');
    const metric = { namespace: 'n', name: 'm', dimensions: { A: '1', B: '2' } };
    const delta = { ...metric, unit: 'Count', startMs: 60_000 };
    await metrics.add([{ ...delta, aggregate: aggregateOf(2, 3) }]);
    await metrics.add([
      { ...delta, aggregate: aggregateOf(5) },
      { ...delta, startMs: 120_000, aggregate: aggregateOf(7) },
      { ...delta, unit: 'Seconds', aggregate: aggregateOf(9) },
      { ...delta, dimensions: {}, aggregate: aggregateOf(11) },
    ]);
    const range = { ...metric, dimensions: { B: '2', A: '1' }, startMs: 0, endMs: 120_000 };
    assert.deepEqual(await metrics.read({ ...range, unit: 'Count' }), [
      { startMs: 60_000, unit: 'Count', aggregate: mergeAggregates(aggregateOf(2, 3), aggregateOf(5)) },
    ]);
    assert.equal((await metrics.read({ ...range, unit: null, endMs: 120_001 })).length, 3);
    assert.deepEqual(await metrics.list({}), [
      { namespace: 'n', name: 'm', dimensions: { A: '1', B: '2' }, lastStartMs: 120_000 },
      { namespace: 'n', name: 'm', dimensions: {}, lastStartMs: 60_000 },
    ]);
    assert.deepEqual(await metrics.list({ namespace: 'other' }), []);
    assert.deepEqual(await store.region('two').metrics.list({}), []);
  }),

  'values older than they are kept for go, and metrics without values with them': withStore(async (store) => {
    const { metrics } = store.region('one');
    const metric = { namespace: 'n', dimensions: {}, unit: 'None', aggregate: aggregateOf(1) };
    await metrics.add([
      { ...metric, name: 'old', startMs: nowMs - 16 * dayMs },
      { ...metric, name: 'young', startMs: nowMs - 14 * dayMs },
    ]);
    await sweepAll(store, nowMs);
    assert.deepEqual(
      (await metrics.list({})).map(({ name }) => name),
      ['young'],
    );
  }),
};

async function walk(logs: LogStore, range: LogRange): Promise<readonly StoredEntry[]> {
  const walked: StoredEntry[] = [];
  let from: LogRange['from'] = null;
  for (;;) {
    // The entry that a page begins with is the one that the page before ended with.
    const entries = await logs.read({ ...range, from, entriesMax: range.entriesMax + 1 });
    const fresh = from === null ? entries : entries.slice(1);
    walked.push(...fresh);
    if (entries.length <= range.entriesMax) return walked;
    from = walked.at(-1)!;
  }
}

function withStore(use: (store: TelemetryStore) => Promise<void>): Case {
  return async (open) => {
    const store = await open();
    try {
      await use(store);
    } finally {
      await store.close();
    }
  };
}
