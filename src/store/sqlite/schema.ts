// The SQLite schema as a list of steps: each brings a database from the version before it to its own.
import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../core/errors.ts';

/** Step n, counted from 1, makes version n. Never change a step that was released: add one. */
const steps: readonly string[] = [
  `CREATE TABLE document (
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (kind, key)
   ) STRICT, WITHOUT ROWID`,
];

/**
 * Brings the database to the newest version, all steps or none.
 *
 * @throws UserError where a newer Varco wrote it.
 */
export function migrate(database: DatabaseSync, name: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = readVersion(database);
    if (version > steps.length) {
      throw new UserError(
        `${name} was written by a newer Varco (schema ${version}; this one knows ${steps.length}): update Varco, or choose another folder with --data.`,
      );
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.prepare('UPDATE schema SET version = ?').run(steps.length);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function readVersion(database: DatabaseSync): number {
  database.exec('CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL) STRICT');
  const row = database.prepare('SELECT version FROM schema').get();
  if (row !== undefined) return Number(row['version']);
  database.exec('INSERT INTO schema (version) VALUES (0)');
  return 0;
}
