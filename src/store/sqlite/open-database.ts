// Opens a SQLite database, in a file that is this process's alone or in memory, and brings it to the newest schema.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, UserError } from '../../core/errors.ts';
import { migrate } from './schema.ts';

/**
 * With a file, creates it and its folder where they are missing.
 *
 * @param file Path of the database, or null for one in memory that ends with `close`.
 * @param schema.synchronous FULL waits for the disk at each commit: what was acknowledged survives a loss of power.
 *   NORMAL survives the end of the process in any way, and leaves the file whole whatever happens.
 * @throws UserError where the file cannot be opened, is no database, is in use, or was written by a newer Varco.
 */
export function openDatabase(
  file: string | null,
  schema: {
    readonly steps: readonly string[];
    readonly synchronous: 'FULL' | 'NORMAL';
    /** Of a new database; 4096 unless given. */
    readonly pageBytes?: number;
  },
): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    // Only the owner may look in: documents hold functions' environment variables.
    if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file ?? ':memory:');
    if (schema.pageBytes !== undefined) database.exec(`PRAGMA page_size = ${schema.pageBytes}`);
    // EXCLUSIVE keeps the file's lock until it is closed, or the process is gone: `exclusively` counts on being alone.
    database.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${schema.synchronous}; PRAGMA trusted_schema = OFF`,
    );
    migrate(database, schema.steps, file ?? 'The store in memory');
    return database;
  } catch (error) {
    database?.close();
    if (file === null || error instanceof UserError) throw error;
    throw new UserError(openFailure(file, error), { cause: error });
  }
}

/** SQLite's primary result codes that a person can do something about. */
const busy = 5;
const notADatabase = 26;

function openFailure(file: string, error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;
  if (code === busy) {
    return `${file} is in use by another process: stop that one, or choose another folder with --data.`;
  }
  if (code === notADatabase) {
    return `${file} is not a Varco state file: remove it, or choose another folder with --data.`;
  }
  return `${file} cannot be opened (${messageOf(error)}): choose a folder that may be written with --data.`;
}
