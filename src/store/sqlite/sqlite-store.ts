// The Store on SQLite: one table of JSON documents, in one file or in memory.
import { isDocumentKey, prefixEnd } from '../document-key.ts';
import { createExclusiveLanes } from '../exclusive-lanes.ts';
import { readDocument, writeDocument } from '../frozen-document.ts';
import type { Store } from '../store.ts';
import { openDatabase } from './open-database.ts';
import { documentSteps } from './schema.ts';
import { inTransaction } from './transaction.ts';

/**
 * Opens the store; with a file, creates it and its folder where they are missing.
 *
 * @param options.file Path of the database, or null for one in memory that ends with `close`.
 * @throws UserError where the file cannot be opened, is no database, is in use, or was written by a newer Varco.
 */
export function openSqliteStore(options: { readonly file: string | null }): Store {
  const database = openDatabase(options.file, { steps: documentSteps, synchronous: 'FULL' });
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
      inTransaction(database, () => {
        for (const { kind, key, text } of rows) {
          if (text === null) remove.run(kind, key);
          else upsert.run(kind, key, text);
        }
      });
    },
    exclusively: (kind, key, work) => lanes.run(`${kind}/${key}`, work),
    async together(work) {
      // In WAL mode no commit waits for the disk then; the next that does, which must write something, takes them along.
      database.exec('PRAGMA synchronous = NORMAL');
      try {
        return await work();
      } finally {
        database.exec('PRAGMA synchronous = FULL');
        database.exec('UPDATE schema SET version = version');
      }
    },
    async close() {
      database.close();
    },
  };
}
