// Entries out of the table, in their order, by group, stream and time.
import type { DatabaseSync } from 'node:sqlite';
import { prefixEnd } from '../document-key.ts';
import type { LogRange, StoredEntry } from '../log-store.ts';
import type { LogNames } from './log-names.ts';
import { idsPerMs, kindOf, partOf } from './log-rows.ts';

const columns = `e.id, e.time_ms, e.stream_id, e.kind,
  CASE WHEN e.record IS NULL THEN e.content ELSE (SELECT r.content FROM log_entry r WHERE r.id = e.record) END AS content`;

export function createRead(database: DatabaseSync, names: LogNames): (range: LogRange) => StoredEntry[] {
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
        kind: content === null ? 'text' : kindOf[kind]!,
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
