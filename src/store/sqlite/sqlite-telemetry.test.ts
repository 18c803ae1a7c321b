// The SQLite engine under the TelemetryStore's cases, in memory and in a file, and what only a file has.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { aggregateOf } from '../metric-aggregate.ts';
import { telemetryStoreCases } from '../telemetry-store.cases.ts';
import type { TelemetryBounds } from '../telemetry-store.ts';
import { openSqliteTelemetry } from './sqlite-telemetry.ts';

const folder = mkdtempSync(join(tmpdir(), 'varco-telemetry-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const freshFile = (): string => join(folder, `${++count}.sqlite`);
const bounded = (bounds: TelemetryBounds | undefined) => (bounds === undefined ? {} : { bounds });

describe('telemetry in SQLite in memory', () => {
  for (const [name, run] of Object.entries(telemetryStoreCases)) {
    test(name, () => run(async (bounds) => openSqliteTelemetry({ file: null, ...bounded(bounds) })));
  }
});

describe('telemetry in SQLite in a file', () => {
  for (const [name, run] of Object.entries(telemetryStoreCases)) {
    test(name, () => run(async (bounds) => openSqliteTelemetry({ file: freshFile(), ...bounded(bounds) })));
  }

  test('logs and metrics are there after closing and opening again, and arrivals go on behind them', async () => {
    const file = freshFile();
    const entry = { group: 'g', stream: 's', timeMs: 1, kind: 'text', createsGroup: true } as const;
    const delta = { namespace: 'n', name: 'm', dimensions: {}, unit: 'None', startMs: 0 };
    for (const content of ['one', 'two']) {
      const store = openSqliteTelemetry({ file });
      const { logs, metrics } = store.region('here');
      // The same moment twice, as when a clock goes back.
      await logs.append([{ ...entry, content }], 1000);
      await metrics.add([{ ...delta, aggregate: aggregateOf(1) }]);
      await store.close();
    }
    const store = openSqliteTelemetry({ file });
    const { logs, metrics } = store.region('here');
    const range = {
      group: 'g',
      streams: null,
      startMs: 0,
      endMs: 2,
      from: null,
      backward: false,
      entriesMax: 9,
    };
    assert.deepEqual(
      (await logs.read(range)).map(({ content }) => content),
      ['one', 'two'],
    );
    const values = await metrics.read({ ...delta, unit: null, endMs: 1 });
    assert.equal(values[0]!.aggregate.count, 2);
    await store.close();
  });
});
