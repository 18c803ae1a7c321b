// GetLogEvents: one stream's events, page by page in both directions.
import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { logPageBytesMax, logPageEventsMax } from '../../core/limits.ts';
import {
  readEvents,
  readPlace,
  writePlace,
  type EventPlace,
  type PlacedEvent,
} from '../../telemetry/read-events.ts';
import type { OperationContext } from '../context.ts';
import { invalidToken, notFound } from './errors.ts';
import { findGroup, groupNamed, keptSinceMs } from './log-groups.ts';

/**
 * Its tokens name the place before the first event of a page and the one behind the last. At an end the token that was
 * given comes back: what is written later is found behind it.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterException
 */
export async function getLogEvents(
  input: GetLogEventsRequest,
  context: OperationContext,
): Promise<GetLogEventsResponse> {
  const name = groupNamed(input);
  const token = input.nextToken === undefined ? null : readToken(input.nextToken);
  const logs = await context.telemetry.logs();
  const group = await findGroup(logs, name);
  const stream = input.logStreamName!;
  if ((await logs.stream(name, stream)) === null) throw notFound('log stream');
  const backward = token === null ? input.startFromHead !== true : token.backward;
  const startMs = Math.max(input.startTime ?? 0, keptSinceMs(group, context));
  const endMs = input.endTime ?? Number.MAX_SAFE_INTEGER;
  const reading = readEvents(logs, {
    group: name,
    streams: [stream],
    startMs,
    endMs,
    backward,
    behind: token?.place ?? null,
  });
  const events = await take(reading, input.limit ?? logPageEventsMax);
  if (backward) events.reverse();
  const [before, after] = events.length > 0 ? [events[0]!.place, events.at(-1)!.place] : edges();
  return {
    events: events.map(({ place, message, ingestedAtMs }) => ({
      timestamp: place.timeMs,
      message,
      ingestionTime: ingestedAtMs,
    })),
    nextForwardToken: `f/${writePlace(after)}/s`,
    nextBackwardToken: `b/${writePlace(before)}/s`,
  };

  /** An empty page lies beside the token's event: in the other direction that event is the first to be read. */
  function edges(): readonly [before: EventPlace, after: EventPlace] {
    if (token === null) {
      const edge = endOf(startMs, endMs, backward);
      return [edge, edge];
    }
    const { place } = token;
    return backward
      ? [place, { ...place, line: Math.max(-1, place.line - 1) }]
      : [{ ...place, line: place.line + 1 }, place];
  }
}

async function take(reading: AsyncIterable<PlacedEvent>, eventsMax: number): Promise<PlacedEvent[]> {
  const events: PlacedEvent[] = [];
  let bytes = 0;
  for await (const event of reading) {
    bytes += event.message.length;
    // One event is given whatever its size.
    if (bytes > logPageBytesMax && events.length > 0) break;
    events.push(event);
    if (events.length === eventsMax) break;
  }
  return events;
}

/** Where there is nothing yet: the place from which a reader sees what comes, in the range it asked for. */
function endOf(startMs: number, endMs: number, backward: boolean): EventPlace {
  const timeMs = backward && endMs < Number.MAX_SAFE_INTEGER ? endMs : startMs;
  return { timeMs: Math.min(timeMs, maxTimeMs), id: 0, line: -1 };
}

/** The greatest time that JavaScript's dates know: what a client sends may be beyond. */
const maxTimeMs = 8_640_000_000_000_000 / 10;

function readToken(token: string): { readonly backward: boolean; readonly place: EventPlace } {
  const [, direction, text] = /^([fb])\/(\d+)(?:\/s)?$/.exec(token) ?? [];
  const place = text === undefined ? null : readPlace(text);
  if (place === null) throw invalidToken();
  return { backward: direction === 'b', place };
}
