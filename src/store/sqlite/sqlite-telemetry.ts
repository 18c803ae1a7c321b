// The TelemetryStore on SQLite: logs and metrics of every region in one database of their own.
import type { DatabaseSync } from 'node:sqlite';
import {
  logBytesStoredMax,
  logEntriesStoredMax,
  logEventBytesKeptMax,
  logEventsKeptMax,
} from '../../core/limits.ts';
import type { RegionalTelemetryStore, TelemetryBounds, TelemetryStore } from '../telemetry-store.ts';
import { openDatabase } from './open-database.ts';
import { telemetrySteps } from './schema.ts';
import type { LogCounters } from './log-rows.ts';
import { createSqliteLogs } from './sqlite-logs.ts';
import { createSqliteMetrics } from './sqlite-metrics.ts';
import { createSweep } from './sweep.ts';

const boundsOfFile: TelemetryBounds = { logEntriesMax: logEntriesStoredMax, logBytesMax: logBytesStoredMax };
const boundsOfMemory: TelemetryBounds = {
  logEntriesMax: logEventsKeptMax,
  logBytesMax: logEventBytesKeptMax,
};

/** Records of a few kilobytes: measured, pages of this size halve the time that it takes to write them (5 against 10 µs). */
const pageBytes = 16_384;

/**
 * Opens the store; with a file, creates it and its folder where they are missing.
 *
 * @param options.file Path of the database, or null for one in memory that ends with `close`.
 * @param options.bounds What is kept at most; the limits of a file, or of memory, unless given.
 * @throws UserError where the file cannot be opened, is no database, is in use, or was written by a newer Varco.
 */
export function openSqliteTelemetry(options: {
  readonly file: string | null;
  readonly bounds?: TelemetryBounds;
}): TelemetryStore {
  const { file, bounds = file === null ? boundsOfMemory : boundsOfFile } = options;
  // A request is never made to wait for the disk by what is told about it; a loss of power may take the last moment.
  const database = openDatabase(file, { steps: telemetrySteps, synchronous: 'NORMAL', pageBytes });
  const counters = countersOf(database);
  const sweep = createSweep(database, counters, bounds);
  counters.trim = (entriesCome) => sweep.trim(entriesCome);
  const regions = new Map<string, RegionalTelemetryStore>();
  return {
    region(name) {
      let region = regions.get(name);
      if (region === undefined) {
        const logs = createSqliteLogs(database, name, counters);
        regions.set(name, (region = { logs, metrics: createSqliteMetrics(database, name) }));
      }
      return region;
    },
    async sweep(nowMs) {
      return sweep.run(nowMs);
    },
    async close() {
      database.close();
    },
  };
}

function countersOf(database: DatabaseSync): LogCounters {
  const last = database.prepare('SELECT max(id) AS id FROM log_entry').get();
  const sums = database.prepare('SELECT sum(entries) AS entries, sum(bytes) AS bytes FROM log_group').get();
  return {
    lastId: Number(last?.['id'] ?? 0),
    entries: Number(sums?.['entries'] ?? 0),
    bytes: Number(sums?.['bytes'] ?? 0),
    trim: () => undefined,
  };
}
