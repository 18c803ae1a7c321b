// The Store on SQLite: one table of JSON documents, in one file or in memory.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, UserError } from '../../core/errors.ts';
import { isDocumentKey, prefixEnd } from '../document-key.ts';
import { createExclusiveLanes } from '../exclusive-lanes.ts';
import { readDocument, writeDocument } from '../frozen-document.ts';
import type { Store } from '../store.ts';
import { migrate } from './schema.ts';

/**
 * Opens the store; with a file, creates it and its folder where they are missing.
 *
 * @param options.file Path of the database, or null for one in memory that ends with `close`.
 * @throws UserError where the file cannot be opened, is no database, is in use, or was written by a newer Varco.
 */
export function openSqliteStore(options: { readonly file: string | null }): Store {
  const database = openDatabase(options.file);
  const select = database.prepare('SELECT value FROM document WHERE kind = ? AND key = ?');
  const selectFrom = database.prepare('SELECT value FROM document WHERE kind = ? AND key >= ? ORDER BY key');
  const selectBetween = database.prepare(
    'SELECT value FROM document WHERE kind = ? AND key >= ? AND key < ? ORDER BY key',
  );
  const upsert = database.prepare(
    'INSERT INTO document (kind, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM document WHERE kind = ? AND key = ?');
  const lanes = createExclusiveLanes();

  return {
    async get<T>(kind: string, key: string) {
      if (!isDocumentKey(key)) return null;
      const row = select.get(kind, key);
      return row === undefined ? null : readDocument<T>(String(row['value']));
    },
    async list<T>(kind: string, keyPrefix = '') {
      if (!isDocumentKey(keyPrefix)) return [];
      const end = prefixEnd(keyPrefix);
      const rows = end === null ? selectFrom.all(kind, keyPrefix) : selectBetween.all(kind, keyPrefix, end);
      return rows.map((row) => readDocument<T>(String(row['value'])));
    },
    async write(changes) {
      // All texts are made first: what cannot be written fails before the transaction begins.
      const rows = changes.map(({ kind, key, value }) => {
        if (!isDocumentKey(key)) throw new TypeError(`not a document key: ${JSON.stringify(key)}`);
        return { kind, key, text: value === null ? null : writeDocument(value) };
      });
      if (rows.length === 0) return;
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { kind, key, text } of rows) {
          if (text === null) remove.run(kind, key);
          else upsert.run(kind, key, text);
        }
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    exclusively: (kind, key, work) => lanes.run(`${kind}/${key}`, work),
    async close() {
      database.close();
    },
  };
}

function openDatabase(file: string | null): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    // Only the owner may look in: documents hold functions' environment variables.
    if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file ?? ':memory:');
    // EXCLUSIVE keeps the file's lock until it is closed, or the process is gone: `exclusively` counts on being alone.
    // FULL waits for the disk at each commit: what was acknowledged survives a loss of power.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF',
    );
    migrate(database, file ?? 'The store in memory');
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
