// The events that a Logs Insights query looks through: newest first, of one group or several.
import type { LogStore } from '../../store/log-store.ts';
import type { QueryEvent } from '../../telemetry/insights/row.ts';
import { readEvents, readPlace, writePlace, type PlacedEvent } from '../../telemetry/read-events.ts';

export interface QueriedGroup {
  readonly name: string;
  /** Events before it are gone. */
  readonly keptSinceMs: number;
}

export async function* queryEvents(
  logs: LogStore,
  groups: readonly QueriedGroup[],
  {
    accountId,
    startMs,
    endMs,
  }: { readonly accountId: string; readonly startMs: number; readonly endMs: number },
): AsyncGenerator<QueryEvent> {
  const sources = await Promise.all(
    groups.map(async ({ name, keptSinceMs }) => {
      const events = readEvents(logs, {
        group: name,
        streams: null,
        startMs: Math.max(startMs, keptSinceMs),
        endMs: endMs + 1,
        backward: true,
        behind: null,
      });
      return { name, events, next: await events.next() };
    }),
  );
  for (;;) {
    let newest: (typeof sources)[number] | null = null;
    for (const source of sources) {
      if (source.next.done === true) continue;
      if (newest === null || source.next.value.place.timeMs > newest.next.value!.place.timeMs)
        newest = source;
    }
    if (newest === null) return;
    yield eventShape(newest.name, newest.next.value as PlacedEvent, accountId);
    newest.next = await newest.events.next();
  }
}

export function eventShape(
  group: string,
  { place, stream, ingestedAtMs, message }: PlacedEvent,
  accountId: string,
): QueryEvent {
  return {
    log: `${accountId}:${group}`,
    stream,
    timeMs: place.timeMs,
    ingestedAtMs,
    message,
    pointer: Buffer.from(`${writePlace(place)} ${group}`).toString('base64'),
  };
}

/** The event that a pointer leads to; null where there is none (any more). */
export async function eventAt(
  logs: LogStore,
  pointer: string,
): Promise<{ readonly group: string; readonly event: PlacedEvent } | null> {
  const [text = '', ...rest] = Buffer.from(pointer, 'base64').toString().split(' ');
  const place = readPlace(text);
  const group = rest.join(' ');
  if (place === null || (await logs.group(group)) === null) return null;
  const reading = readEvents(logs, {
    group,
    streams: null,
    startMs: place.timeMs,
    endMs: place.timeMs + 1,
    backward: false,
    behind: { ...place, line: place.line - 1 },
  });
  for await (const event of reading) {
    return writePlace(event.place) === text ? { group, event } : null;
  }
  return null;
}
