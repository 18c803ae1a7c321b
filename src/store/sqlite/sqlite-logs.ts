// A region's LogStore on SQLite.
import type { DatabaseSync } from 'node:sqlite';
import { prefixEnd } from '../document-key.ts';
import type { LogEntry, LogGroup, LogGroupSettings, LogRange, LogStore, LogStream, StoredEntry } from '../log-store.ts';
import { newLogGroupSettings } from '../log-store.ts';
import { createLogNames, type LogNames } from './log-names.ts';
import { inTransaction } from './transaction.ts';

/** An entry's id counts the milliseconds of its arrival, and within one of them. */
export const idsPerMs = 2048;

/** What the regions of one database share. */
export interface LogCounters {
  /** Of the entry that came last. */
  lastId: number;
  entries: number;
  bytes: number;
  /** Keeps to the store's bounds after so many entries have come. */
  trim(entriesCome: number): void;
}

type Row = Record<string, unknown>;

const kinds = { text: 0, record: 1, begin: 2, end: 3 } as const;
const partOf = ['whole', 'whole', 'begin', 'end'] as const;

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

interface StreamGain {
  readonly groupId: number;
  firstMs: number;
  lastMs: number;
  entries: number;
  bytes: number;
}

function createAppend(
  database: DatabaseSync,
  names: LogNames,
  counters: LogCounters,
): (entries: readonly LogEntry[], ingestedAtMs: number) => number {
  const insert = database.prepare(
    'INSERT INTO log_entry (id, group_id, stream_id, time_ms, kind, record, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const touchStream = database.prepare(
    `UPDATE log_stream SET first_ms = min(ifnull(first_ms, :first), :first), last_ms = max(ifnull(last_ms, :last), :last),
     ingested_ms = :ingested WHERE id = :id`,
  );
  const growGroup = database.prepare(
    'UPDATE log_group SET entries = entries + ?, bytes = bytes + ? WHERE id = ?',
  );
  const settings = JSON.stringify(newLogGroupSettings);

  const groupFor = ({ group, createsGroup }: LogEntry, nowMs: number): number | null => {
    const known = names.group(group);
    if (known !== null || !createsGroup) return known;
    names.createGroup(group, nowMs, settings);
    return names.group(group);
  };

  return (entries, ingestedAtMs) => {
    const gains = new Map<number, StreamGain>();
    let homeless = 0;
    for (const entry of entries) {
      const groupId = groupFor(entry, ingestedAtMs);
      if (groupId === null) {
        homeless++;
        continue;
      }
      const streamId = names.streamFor(groupId, entry.stream, ingestedAtMs);
      const { timeMs, kind, content, endMs = timeMs } = entry;
      const id = (counters.lastId = Math.max(counters.lastId + 1, ingestedAtMs * idsPerMs));
      const split = endMs !== timeMs;
      insert.run(id, groupId, streamId, timeMs, split ? kinds.begin : kinds[kind], null, content);
      if (split) insert.run(++counters.lastId, groupId, streamId, endMs, kinds.end, id, '');
      gain(gains, streamId, { groupId, timeMs, endMs, bytes: content.length, entries: split ? 2 : 1 });
    }
    for (const [id, { groupId, firstMs, lastMs, entries: more, bytes }] of gains) {
      touchStream.run({ first: firstMs, last: lastMs, ingested: ingestedAtMs, id });
      growGroup.run(more, bytes, groupId);
      counters.entries += more;
      counters.bytes += bytes;
    }
    counters.trim(entries.length);
    return homeless;
  };
}

function gain(
  gains: Map<number, StreamGain>,
  streamId: number,
  {
    groupId,
    timeMs,
    endMs,
    bytes,
    entries,
  }: { groupId: number; timeMs: number; endMs: number; bytes: number; entries: number },
): void {
  const known = gains.get(streamId);
  if (known === undefined) {
    gains.set(streamId, { groupId, firstMs: timeMs, lastMs: endMs, entries, bytes });
    return;
  }
  known.firstMs = Math.min(known.firstMs, timeMs);
  known.lastMs = Math.max(known.lastMs, endMs);
  known.entries += entries;
  known.bytes += bytes;
}

const columns = `e.id, e.time_ms, e.stream_id, e.kind,
  CASE WHEN e.record IS NULL THEN e.content ELSE (SELECT r.content FROM log_entry r WHERE r.id = e.record) END AS content`;

function createRead(database: DatabaseSync, names: LogNames): (range: LogRange) => StoredEntry[] {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const statement = (scope: Scope['kind'], backward: boolean): ReturnType<DatabaseSync['prepare']> => {
    const key = `${scope} ${backward}`;
    let found = prepared.get(key);
    if (found === undefined) prepared.set(key, (found = database.prepare(readStatement(scope, backward))));
    return found;
  };

  return (range) => {
    const groupId = names.group(range.group);
    const scope = groupId === null ? null : scopeOf(range, groupId, names);
    if (scope === null) return [];
    const { startMs, endMs, from, backward, entriesMax } = range;
    // The bound that is not given lets everything through.
    const edge = from ?? (backward ? { timeMs: endMs, id: 0 } : { timeMs: startMs, id: 0 });
    const rows = statement(scope.kind, backward).all({
      ...scope.parameters,
      start: startMs,
      end: endMs,
      edgeTime: edge.timeMs,
      edgeId: edge.id,
      limit: entriesMax,
    });
    const found: StoredEntry[] = [];
    for (const row of rows) {
      const kind = Number(row['kind']);
      const id = Number(row['id']);
      // Of a record whose first half is gone already, nothing is left.
      const content = row['content'] === null ? null : String(row['content']);
      found.push({
        id,
        timeMs: Number(row['time_ms']),
        ingestedAtMs: Math.floor(id / idsPerMs),
        stream: names.streamName(Number(row['stream_id'])),
        kind: kind === kinds.text || content === null ? 'text' : 'record',
        part: partOf[kind]!,
        content: content ?? '',
      });
    }
    return found;
  };
}

interface Scope {
  readonly kind: 'group' | 'stream' | 'streams' | 'prefix';
  readonly parameters: Readonly<Record<string, number | string>>;
}

/** Null where no stream is meant. */
function scopeOf({ streams }: LogRange, groupId: number, names: LogNames): Scope | null {
  if (streams === null) return { kind: 'group', parameters: { group: groupId } };
  if ('prefix' in streams) {
    const { prefix } = streams;
    const above = prefixEnd(prefix) ?? '\u{10FFFF}';
    return { kind: 'prefix', parameters: { group: groupId, prefix, above } };
  }
  const ids = streams.map((name) => names.stream(groupId, name)).filter((id) => id !== null);
  if (ids.length === 0) return null;
  if (ids.length === 1) return { kind: 'stream', parameters: { stream: ids[0]! } };
  return { kind: 'streams', parameters: { group: groupId, ids: JSON.stringify(ids) } };
}

const scopes = {
  group: { index: 'log_entry_of_group', where: 'e.group_id = :group' },
  stream: { index: 'log_entry_of_stream', where: 'e.stream_id = :stream' },
  streams: {
    index: 'log_entry_of_group',
    where: 'e.group_id = :group AND e.stream_id IN (SELECT value FROM json_each(:ids))',
  },
  prefix: {
    index: 'log_entry_of_group',
    where:
      'e.group_id = :group AND e.stream_id IN (SELECT id FROM log_stream WHERE group_id = :group AND name >= :prefix AND name < :above)',
  },
} as const;

function readStatement(kind: Scope['kind'], backward: boolean): string {
  const { index, where } = scopes[kind];
  const [compare, order] = backward ? ['<=', 'DESC'] : ['>=', 'ASC'];
  return `SELECT ${columns} FROM log_entry e INDEXED BY ${index}
    WHERE ${where} AND e.time_ms >= :start AND e.time_ms < :end AND (e.time_ms, e.id) ${compare} (:edgeTime, :edgeId)
    ORDER BY e.time_ms ${order}, e.id ${order} LIMIT :limit`;
}
