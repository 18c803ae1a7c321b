// The names of log groups and streams, as the numbers that entries carry: remembered, for every entry asks.
import type { DatabaseSync } from 'node:sqlite';
import { logNamesRememberedMax } from '../../core/limits.ts';

export interface LogNames {
  group(name: string): number | null;
  /** False where there is one. */
  createGroup(name: string, createdAtMs: number, settings: string): boolean;
  /** Its entries are left to the sweep. */
  deleteGroup(name: string): boolean;
  stream(groupId: number, name: string): number | null;
  createStream(groupId: number, name: string, createdAtMs: number): boolean;
  /** Makes the stream where it is missing. */
  streamFor(groupId: number, name: string, createdAtMs: number): number;
  streamName(streamId: number): string;
  deleteStream(groupId: number, name: string): boolean;
  forget(): void;
}

export function createLogNames(database: DatabaseSync, region: string): LogNames {
  const selectGroup = database.prepare('SELECT id FROM log_group WHERE region = ? AND name = ?');
  const insertGroup = database.prepare(
    'INSERT INTO log_group (region, name, created_ms, settings) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const removeGroup = database.prepare('DELETE FROM log_group WHERE id = ?');
  const removeStreamsOf = database.prepare('DELETE FROM log_stream WHERE group_id = ?');
  const selectStream = database.prepare('SELECT id FROM log_stream WHERE group_id = ? AND name = ?');
  const insertStream = database.prepare(
    'INSERT INTO log_stream (group_id, name, created_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const removeStream = database.prepare('DELETE FROM log_stream WHERE id = ?');
  const nameOfStream = database.prepare('SELECT name FROM log_stream WHERE id = ?');
  const rememberGone = database.prepare('INSERT INTO log_gone (group_id, stream_id) VALUES (?, ?)');

  const groups = new Map<string, number>();
  /** `groupId/name` → id, and back. */
  const streams = new Map<string, number>();
  const streamNames = new Map<number, string>();

  const forget = (): void => {
    groups.clear();
    streams.clear();
    streamNames.clear();
  };

  const group = (name: string): number | null => {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const row = selectGroup.get(region, name);
    if (row === undefined) return null;
    if (groups.size >= logNamesRememberedMax) groups.clear();
    groups.set(name, Number(row['id']));
    return Number(row['id']);
  };

  const stream = (groupId: number, name: string): number | null => {
    const key = `${groupId}/${name}`;
    const known = streams.get(key);
    if (known !== undefined) return known;
    const row = selectStream.get(groupId, name);
    if (row === undefined) return null;
    if (streams.size >= logNamesRememberedMax) streams.clear();
    streams.set(key, Number(row['id']));
    return Number(row['id']);
  };

  const createStream = (groupId: number, name: string, createdAtMs: number): boolean =>
    insertStream.run(groupId, name, createdAtMs).changes === 1;

  return {
    group,
    createGroup: (name, createdAtMs, settings) =>
      insertGroup.run(region, name, createdAtMs, settings).changes === 1,
    deleteGroup(name) {
      const id = group(name);
      if (id === null) return false;
      removeGroup.run(id);
      removeStreamsOf.run(id);
      rememberGone.run(id, null);
      forget();
      return true;
    },
    stream,
    createStream,
    streamFor(groupId, name, createdAtMs) {
      const known = stream(groupId, name);
      if (known !== null) return known;
      createStream(groupId, name, createdAtMs);
      return stream(groupId, name)!;
    },
    streamName(streamId) {
      let name = streamNames.get(streamId);
      if (name === undefined) {
        name = String(nameOfStream.get(streamId)?.['name'] ?? '');
        if (streamNames.size >= logNamesRememberedMax) streamNames.clear();
        streamNames.set(streamId, name);
      }
      return name;
    },
    deleteStream(groupId, name) {
      const id = stream(groupId, name);
      if (id === null) return false;
      removeStream.run(id);
      rememberGone.run(groupId, id);
      forget();
      return true;
    },
    forget,
  };
}
