// A region's LogStore on SQLite.
import type { DatabaseSync } from 'node:sqlite';
import type { LogGroup, LogGroupSettings, LogStore, LogStream } from '../log-store.ts';
import { createAppend } from './append-entries.ts';
import { createLogNames } from './log-names.ts';
import type { LogCounters } from './log-rows.ts';
import { createRead } from './read-entries.ts';
import { inTransaction } from './transaction.ts';

type Row = Record<string, unknown>;

/** @param region Part of the names' keys: one database holds every region. */
export function createSqliteLogs(database: DatabaseSync, region: string, counters: LogCounters): LogStore {
  const names = createLogNames(database, region);
  const groupsFrom = database.prepare('SELECT * FROM log_group WHERE region = ? AND name >= ? ORDER BY name');
  const groupNamed = database.prepare('SELECT * FROM log_group WHERE region = ? AND name = ?');
  const setSettings = database.prepare('UPDATE log_group SET settings = ? WHERE id = ?');
  const streamsFrom = database.prepare(
    'SELECT * FROM log_stream WHERE group_id = ? AND name >= ? ORDER BY name',
  );
  const streamNamed = database.prepare('SELECT * FROM log_stream WHERE group_id = ? AND name = ?');
  const append = createAppend(database, names, counters);
  const read = createRead(database, names);

  return {
    async createGroup(name, createdAtMs, settings) {
      return inTransaction(database, () => names.createGroup(name, createdAtMs, JSON.stringify(settings)));
    },
    async group(name) {
      const row = groupNamed.get(region, name);
      return row === undefined ? null : groupOf(row);
    },
    async groups(prefix = '') {
      return withPrefix(groupsFrom.iterate(region, prefix), prefix).map(groupOf);
    },
    async changeGroup(name, change) {
      const row = groupNamed.get(region, name);
      if (row === undefined) return null;
      const group = groupOf(row);
      const settings = change(group.settings);
      setSettings.run(JSON.stringify(settings), Number(row['id']));
      return { ...group, settings };
    },
    async deleteGroup(name) {
      const row = groupNamed.get(region, name);
      if (row === undefined) return false;
      inTransaction(database, () => names.deleteGroup(name));
      counters.entries -= Number(row['entries']);
      counters.bytes -= Number(row['bytes']);
      return true;
    },
    async createStream(group, name, createdAtMs) {
      const groupId = names.group(group);
      if (groupId === null) return 'no-group';
      return names.createStream(groupId, name, createdAtMs) ? 'created' : 'exists';
    },
    async streams(group, prefix = '') {
      const groupId = names.group(group);
      if (groupId === null) return [];
      return withPrefix(streamsFrom.iterate(groupId, prefix), prefix).map(streamOf);
    },
    async stream(group, name) {
      const groupId = names.group(group);
      const row = groupId === null ? undefined : streamNamed.get(groupId, name);
      return row === undefined ? null : streamOf(row);
    },
    async deleteStream(group, name) {
      const groupId = names.group(group);
      return groupId !== null && inTransaction(database, () => names.deleteStream(groupId, name));
    },
    async append(entries, ingestedAtMs) {
      try {
        return inTransaction(database, () => append(entries, ingestedAtMs));
      } catch (error) {
        // What was made within is not there any more.
        names.forget();
        throw error;
      }
    },
    async read(range) {
      return read(range);
    },
  };
}

function groupOf(row: Row): LogGroup {
  return {
    name: String(row['name']),
    createdAtMs: Number(row['created_ms']),
    storedBytes: Number(row['bytes']),
    settings: JSON.parse(String(row['settings'])) as LogGroupSettings,
  };
}

function streamOf(row: Row): LogStream {
  const time = (value: unknown): number | null => (value === null ? null : Number(value));
  return {
    name: String(row['name']),
    createdAtMs: Number(row['created_ms']),
    firstAtMs: time(row['first_ms']),
    lastAtMs: time(row['last_ms']),
    lastIngestedAtMs: time(row['ingested_ms']),
  };
}

/** The rows come in the order of their names, so the first without the prefix ends them. */
function withPrefix(rows: Iterable<Row>, prefix: string): Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    if (!String(row['name']).startsWith(prefix)) break;
    found.push(row);
  }
  return found;
}
