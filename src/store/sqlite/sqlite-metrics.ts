// A region's MetricStore on SQLite: one row for each metric and minute, merged as values come.
import type { DatabaseSync } from 'node:sqlite';
import { metricsStoredMax } from '../../core/limits.ts';
import { mergeAggregates, type MetricAggregate } from '../metric-aggregate.ts';
import type {
  MetricDelta,
  MetricIdentity,
  MetricStore,
  StoredAggregate,
  StoredMetric,
} from '../metric-store.ts';
import { inTransaction } from './transaction.ts';

type Row = Record<string, unknown>;

/** @param region Part of each metric's key: one database holds every region. */
export function createSqliteMetrics(database: DatabaseSync, region: string): MetricStore {
  const add = createAdd(database, region);
  const read = database.prepare(
    `SELECT m.unit, v.* FROM metric m JOIN metric_value v ON v.metric_id = m.id
     WHERE m.region = ? AND m.namespace = ? AND m.name = ? AND m.dimensions = ? AND (? IS NULL OR m.unit = ?)
     AND v.start_ms >= ? AND v.start_ms < ? ORDER BY v.start_ms, m.unit`,
  );
  const list = database.prepare(
    `SELECT namespace, name, dimensions, max(last_ms) AS last_ms FROM metric
     WHERE region = :region AND (:namespace IS NULL OR namespace = :namespace) AND (:name IS NULL OR name = :name)
     GROUP BY namespace, name, dimensions ORDER BY namespace, name, dimensions`,
  );
  return {
    async add(deltas) {
      return inTransaction(database, () => add(deltas));
    },
    async read({ unit, startMs, endMs, ...identity }) {
      const { namespace, name } = identity;
      return read
        .all(region, namespace, name, dimensionsKey(identity), unit, unit, startMs, endMs)
        .map(storedOf);
    },
    async list({ namespace, name }) {
      return list.all({ region, namespace: namespace ?? null, name: name ?? null }).map(metricOf);
    },
  };
}

/** JSON of the pairs in the order of their names. */
function dimensionsKey({ dimensions }: MetricIdentity): string {
  const pairs = Object.entries(dimensions);
  return JSON.stringify(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function metricOf(row: Row): StoredMetric {
  return {
    namespace: String(row['namespace']),
    name: String(row['name']),
    dimensions: Object.fromEntries(JSON.parse(String(row['dimensions'])) as [string, string][]),
    lastStartMs: Number(row['last_ms']),
  };
}

function storedOf(row: Row): StoredAggregate {
  return {
    startMs: Number(row['start_ms']),
    unit: String(row['unit']),
    aggregate: {
      count: Number(row['count']),
      sum: Number(row['sum']),
      min: Number(row['min']),
      max: Number(row['max']),
      values: new Map(JSON.parse(String(row['vals'])) as [number, number][]),
    },
  };
}

function createAdd(database: DatabaseSync, region: string): (deltas: readonly MetricDelta[]) => number {
  const metricFor = createMetricIds(database, region);
  const touch = database.prepare('UPDATE metric SET last_ms = max(last_ms, ?) WHERE id = ?');
  const select = database.prepare('SELECT * FROM metric_value WHERE metric_id = ? AND start_ms = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO metric_value VALUES (?, ?, ?, ?, ?, ?, ?)');
  return (deltas) => {
    let refused = 0;
    for (const delta of deltas) {
      const id = metricFor(delta);
      if (id === null) {
        refused++;
        continue;
      }
      const row = select.get(id, delta.startMs);
      const merged: MetricAggregate =
        row === undefined
          ? delta.aggregate
          : mergeAggregates(storedOf({ ...row, unit: delta.unit }).aggregate, delta.aggregate);
      const { count, sum, min, max, values } = merged;
      upsert.run(id, delta.startMs, count, sum, min, max, JSON.stringify([...values]));
      touch.run(delta.startMs, id);
    }
    return refused;
  };
}

/** Ids of metrics, made where they are missing and the bound allows; null where it does not. */
function createMetricIds(database: DatabaseSync, region: string): (delta: MetricDelta) => number | null {
  const select = database.prepare(
    'SELECT id FROM metric WHERE region = ? AND namespace = ? AND name = ? AND dimensions = ? AND unit = ?',
  );
  const insert = database.prepare(
    'INSERT INTO metric (region, namespace, name, dimensions, unit, last_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const count = database.prepare('SELECT count(*) AS count FROM metric');
  return (delta) => {
    const { namespace, name, unit, startMs } = delta;
    const dimensions = dimensionsKey(delta);
    const row = select.get(region, namespace, name, dimensions, unit);
    if (row !== undefined) return Number(row['id']);
    if (Number(count.get()!['count']) >= metricsStoredMax) return null;
    return Number(insert.run(region, namespace, name, dimensions, unit, startMs).lastInsertRowid);
  };
}
