// The SQLite schemas, each a list of steps: one brings a database from the version before it to its own.
import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../core/errors.ts';
import { inTransaction } from './transaction.ts';

/** Step n, counted from 1, makes version n. Never change a step that was released: add one. */
export const documentSteps: readonly string[] = [
  `CREATE TABLE document (
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (kind, key)
   ) STRICT, WITHOUT ROWID`,
];

/** Of logs and metrics, which have a file of their own: they are written often and lose nothing but the last moment. */
export const telemetrySteps: readonly string[] = [
  // Groups and streams never get an id again: `log_gone` names those whose entries are still to be taken away.
  // An entry's id is its arrival: milliseconds since the epoch, times 2048. `record` is the id of the record that a
  // second row stands for. The rowid ends both indexes, so each gives the entries in their order.
  `CREATE TABLE log_group (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     region TEXT NOT NULL,
     name TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     settings TEXT NOT NULL,
     entries INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL DEFAULT 0,
     UNIQUE (region, name)
   ) STRICT;
   CREATE TABLE log_stream (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     group_id INTEGER NOT NULL,
     name TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     first_ms INTEGER,
     last_ms INTEGER,
     ingested_ms INTEGER,
     UNIQUE (group_id, name)
   ) STRICT;
   CREATE TABLE log_entry (
     id INTEGER PRIMARY KEY,
     group_id INTEGER NOT NULL,
     stream_id INTEGER NOT NULL,
     time_ms INTEGER NOT NULL,
     kind INTEGER NOT NULL,
     record INTEGER,
     content TEXT NOT NULL
   ) STRICT;
   CREATE INDEX log_entry_of_group ON log_entry (group_id, time_ms);
   CREATE INDEX log_entry_of_stream ON log_entry (stream_id, time_ms);
   CREATE TABLE log_gone (
     id INTEGER PRIMARY KEY,
     group_id INTEGER,
     stream_id INTEGER
   ) STRICT;
   CREATE TABLE metric (
     id INTEGER PRIMARY KEY,
     region TEXT NOT NULL,
     namespace TEXT NOT NULL,
     name TEXT NOT NULL,
     dimensions TEXT NOT NULL,
     unit TEXT NOT NULL,
     last_ms INTEGER NOT NULL,
     UNIQUE (region, namespace, name, dimensions, unit)
   ) STRICT;
   CREATE TABLE metric_value (
     metric_id INTEGER NOT NULL,
     start_ms INTEGER NOT NULL,
     count REAL NOT NULL,
     sum REAL NOT NULL,
     min REAL NOT NULL,
     max REAL NOT NULL,
     vals TEXT NOT NULL,
     PRIMARY KEY (metric_id, start_ms)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX metric_value_by_age ON metric_value (start_ms)`,
];

/**
 * Brings the database to the newest version, all steps or none.
 *
 * @throws UserError where a newer Varco wrote it.
 */
export function migrate(database: DatabaseSync, steps: readonly string[], name: string): void {
  inTransaction(database, () => {
    const version = readVersion(database);
    if (version > steps.length) {
      throw new UserError(
        `${name} was written by a newer Varco (schema ${version}; this one knows ${steps.length}): update Varco, or choose another folder with --data.`,
      );
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.prepare('UPDATE schema SET version = ?').run(steps.length);
  });
}

function readVersion(database: DatabaseSync): number {
  database.exec('CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL) STRICT');
  const row = database.prepare('SELECT version FROM schema').get();
  if (row !== undefined) return Number(row['version']);
  database.exec('INSERT INTO schema (version) VALUES (0)');
  return 0;
}
