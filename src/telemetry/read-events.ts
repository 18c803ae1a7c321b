// Log events as CloudWatch gives them: entries in their order, records rendered into their lines, each with its place.
import { logReadEntriesMax } from '../core/limits.ts';
import type { LogRange, LogStore, StoredEntry } from '../store/log-store.ts';
import { linesOfRecord } from './execution-record.ts';

/** Where an event stands among all of its group: a record's lines share their entry. */
export interface EventPlace {
  readonly timeMs: number;
  readonly id: number;
  readonly line: number;
}

export interface PlacedEvent {
  readonly place: EventPlace;
  readonly stream: string;
  readonly ingestedAtMs: number;
  readonly message: string;
}

export interface EventRange extends Omit<LogRange, 'from' | 'entriesMax'> {
  /** The event behind which to read, in the direction of reading; null begins with the range. */
  readonly behind: EventPlace | null;
}

/** Events in order, backward from the newest; entries are read some hundred at a time, as the reader goes on. */
export async function* readEvents(logs: LogStore, range: EventRange): AsyncGenerator<PlacedEvent> {
  const { behind, ...rest } = range;
  let from: EventPlace | null = behind;
  for (;;) {
    const entries = await logs.read({ ...rest, from, entriesMax: logReadEntriesMax });
    for (const entry of entries) {
      for (const event of eventsOf(entry, range.backward)) {
        if (from !== null && !isBehind(event.place, from, range.backward)) continue;
        yield event;
      }
    }
    if (entries.length < logReadEntriesMax) return;
    const last = entries.at(-1)!;
    // The next page begins with the same entry: all of its lines have been seen.
    from = { timeMs: last.timeMs, id: last.id, line: range.backward ? -1 : Number.MAX_SAFE_INTEGER };
    // Requests that wait go first.
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

function eventsOf(entry: StoredEntry, backward: boolean): readonly PlacedEvent[] {
  const { timeMs, id, stream, ingestedAtMs } = entry;
  const messages = messagesOf(entry);
  const events = messages.map((message, line) => ({
    place: { timeMs, id, line },
    stream,
    ingestedAtMs,
    message,
  }));
  return backward ? events.toReversed() : events;
}

function messagesOf({ kind, part, content }: StoredEntry): readonly string[] {
  if (kind === 'record') return linesOfRecord(content, part).map(({ message }) => message);
  if (kind === 'texts') return JSON.parse(content) as string[];
  // The second half of a record that is gone.
  return part === 'end' ? [] : [content];
}

function isBehind(place: EventPlace, other: EventPlace, backward: boolean): boolean {
  const difference = place.timeMs - other.timeMs || place.id - other.id || place.line - other.line;
  return backward ? difference < 0 : difference > 0;
}

const digits = { time: 15, id: 18, line: 23 } as const;

/** 56 digits, as AWS's event ids: they come in the order of the events. */
export function writePlace({ timeMs, id, line }: EventPlace): string {
  const padded = (value: number, count: number): string => String(value).padStart(count, '0');
  // A place before an entry's first line has the line -1; ids count from 1 so that none is below zero.
  return padded(timeMs, digits.time) + padded(id, digits.id) + padded(line + 1, digits.line);
}

/** Null where the text is none. */
export function readPlace(text: string): EventPlace | null {
  if (!/^\d{56}$/.test(text)) return null;
  const timeMs = Number(text.slice(0, digits.time));
  const id = Number(text.slice(digits.time, digits.time + digits.id));
  const line = Number(text.slice(digits.time + digits.id)) - 1;
  return Number.isSafeInteger(id) ? { timeMs, id, line } : null;
}
