// Entries into the table, with the groups and streams that they make and the sums that they change.
import type { DatabaseSync } from 'node:sqlite';
import { newLogGroupSettings, type LogEntry } from '../log-store.ts';
import type { LogNames } from './log-names.ts';
import { idsPerMs, kinds, type LogCounters } from './log-rows.ts';

interface StreamGain {
  readonly groupId: number;
  firstMs: number;
  lastMs: number;
  entries: number;
  bytes: number;
}

export function createAppend(
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
