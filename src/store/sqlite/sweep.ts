// Takes away what is let go: entries of deleted groups and streams, what is older than its retention, what is too much.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { metricValuesKeptMs, sweepRowsMax } from '../../core/limits.ts';
import type { LogGroupSettings } from '../log-store.ts';
import type { TelemetryBounds } from '../telemetry-store.ts';
import type { LogCounters } from './log-rows.ts';
import { inTransaction } from './transaction.ts';

const dayMs = 86_400_000;

export interface Sweep {
  /** @returns whether more is left */
  run(nowMs: number): boolean;
  /** Takes the oldest away where there is more than the bounds allow: about twice as much as has come. */
  trim(entriesCome: number): void;
}

export function createSweep(database: DatabaseSync, counters: LogCounters, bounds: TelemetryBounds): Sweep {
  const removing = (where: string): StatementSync =>
    database.prepare(
      `DELETE FROM log_entry WHERE id IN (SELECT id FROM log_entry ${where} LIMIT ?) RETURNING group_id, length(content) AS size`,
    );
  const oldest = removing('ORDER BY id');
  const ofGroup = removing('INDEXED BY log_entry_of_group WHERE group_id = ?');
  const ofStream = removing('INDEXED BY log_entry_of_stream WHERE stream_id = ?');
  const olderThan = removing('INDEXED BY log_entry_of_group WHERE group_id = ? AND time_ms < ?');
  const shrink = database.prepare(
    'UPDATE log_group SET entries = entries - ?, bytes = bytes - ? WHERE id = ?',
  );
  const gone = database.prepare('SELECT * FROM log_gone LIMIT 1');
  const forgetGone = database.prepare('DELETE FROM log_gone WHERE id = ?');
  const expiring = database.prepare(
    "SELECT id, settings FROM log_group WHERE json_extract(settings, '$.retentionDays') IS NOT NULL",
  );
  const oldValues = database.prepare(
    `DELETE FROM metric_value WHERE (metric_id, start_ms) IN
     (SELECT metric_id, start_ms FROM metric_value WHERE start_ms < ? LIMIT ?)`,
  );
  const emptyMetrics = database.prepare(
    'DELETE FROM metric WHERE last_ms < ? AND NOT EXISTS (SELECT 1 FROM metric_value WHERE metric_id = metric.id)',
  );

  /** @returns how many rows were taken away */
  const remove = (statement: StatementSync, ...parameters: readonly number[]): number => {
    const groups = new Map<number, { entries: number; bytes: number }>();
    const rows = statement.all(...parameters);
    for (const row of rows) {
      const id = Number(row['group_id']);
      const sum = groups.get(id) ?? { entries: 0, bytes: 0 };
      groups.set(id, { entries: sum.entries + 1, bytes: sum.bytes + Number(row['size']) });
    }
    for (const [id, { entries, bytes }] of groups) {
      // What a deleted group held was taken off the counters with it.
      if (shrink.run(entries, bytes, id).changes === 0) continue;
      counters.entries -= entries;
      counters.bytes -= bytes;
    }
    return rows.length;
  };

  const removeGone = (): boolean => {
    const row = gone.get();
    if (row === undefined) return false;
    const [statement, id] =
      row['stream_id'] === null ? [ofGroup, row['group_id']] : [ofStream, row['stream_id']];
    if (remove(statement, Number(id), sweepRowsMax) < sweepRowsMax) forgetGone.run(Number(row['id']));
    return true;
  };

  const removeExpired = (nowMs: number): boolean => {
    for (const row of expiring.all()) {
      const { retentionDays } = JSON.parse(String(row['settings'])) as LogGroupSettings;
      const beforeMs = nowMs - retentionDays! * dayMs;
      if (remove(olderThan, Number(row['id']), beforeMs, sweepRowsMax) === sweepRowsMax) return true;
    }
    return false;
  };

  const removeOldValues = (nowMs: number): boolean => {
    const beforeMs = nowMs - metricValuesKeptMs;
    if (Number(oldValues.run(beforeMs, sweepRowsMax).changes) === sweepRowsMax) return true;
    emptyMetrics.run(beforeMs);
    return false;
  };

  return {
    run: (nowMs) =>
      inTransaction(database, () => removeGone() || removeExpired(nowMs) || removeOldValues(nowMs)),
    trim(entriesCome) {
      if (counters.entries <= bounds.logEntriesMax && counters.bytes <= bounds.logBytesMax) return;
      let left = 2 * entriesCome + 16;
      while (left > 0 && (counters.entries > bounds.logEntriesMax || counters.bytes > bounds.logBytesMax)) {
        const surplus = counters.entries - bounds.logEntriesMax;
        const removed = remove(oldest, Math.min(left, surplus > 0 ? surplus : 16, sweepRowsMax));
        if (removed === 0) return;
        left -= removed;
      }
    },
  };
}
