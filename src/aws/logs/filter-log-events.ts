// FilterLogEvents: events of a group that match a pattern, from all of its streams or some, in the order of their times.
import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { logPageBytesMax, logPageEventsMax, logScanEventsMax, logScanMs } from '../../core/limits.ts';
import type { LogRange, LogStore } from '../../store/log-store.ts';
import {
  readEvents,
  readPlace,
  writePlace,
  type EventPlace,
  type PlacedEvent,
} from '../../telemetry/read-events.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter, invalidToken, notFound } from './errors.ts';
import { findGroup, groupNamed, keptSinceMs } from './log-groups.ts';
import { readPattern } from './pattern.ts';

/**
 * A page may hold fewer events than the limit, or none, and still name a next one: so much is looked through at one
 * time, as on AWS.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterException
 */
export async function filterLogEvents(
  input: FilterLogEventsRequest,
  context: OperationContext,
): Promise<FilterLogEventsResponse> {
  const name = groupNamed(input);
  const filter = readPattern(input.filterPattern ?? '');
  const token = input.nextToken === undefined ? null : readToken(input.nextToken);
  const logs = await context.telemetry.logs();
  const group = await findGroup(logs, name);
  const streams = await streamsOf(input, name, logs);
  const backward = token?.backward ?? input.startFromHead === false;
  const reading = readEvents(logs, {
    group: name,
    streams,
    startMs: Math.max(input.startTime ?? 0, keptSinceMs(group, context)),
    endMs: (input.endTime ?? Number.MAX_SAFE_INTEGER - 1) + 1,
    backward,
    behind: token?.place ?? null,
  });
  const matches = (event: PlacedEvent): boolean => filter.matches(event.message);
  const { events, next } = await scan(reading, matches, input.limit ?? logPageEventsMax, context);
  return {
    events: events.map(eventShape),
    // AWS answers with an empty list since 2020.
    searchedLogStreams: [],
    ...(next !== null && { nextToken: writeToken(next, backward) }),
  };
}

async function streamsOf(
  { logStreamNames, logStreamNamePrefix }: FilterLogEventsRequest,
  group: string,
  logs: LogStore,
): Promise<LogRange['streams']> {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    // The words of AWS are unknown; its documentation names the error.
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
  }
  for (const stream of logStreamNames ?? []) {
    if ((await logs.stream(group, stream)) === null) throw notFound('log stream');
  }
  if (logStreamNamePrefix !== undefined) return { prefix: logStreamNamePrefix };
  return logStreamNames ?? null;
}

async function scan(
  reading: AsyncIterable<PlacedEvent>,
  matches: (event: PlacedEvent) => boolean,
  eventsMax: number,
  { clock }: Pick<OperationContext, 'clock'>,
): Promise<{ readonly events: readonly PlacedEvent[]; readonly next: EventPlace | null }> {
  const events: PlacedEvent[] = [];
  const startedMs = clock.elapsedMs();
  let bytes = 0;
  let seen = 0;
  let last: EventPlace | null = null;
  for await (const event of reading) {
    const isFull = events.length === eventsMax || bytes > logPageBytesMax;
    // Something is behind the last event that was looked at: there is a next page.
    if (
      isFull ||
      seen === logScanEventsMax ||
      (seen % 100 === 99 && clock.elapsedMs() - startedMs > logScanMs)
    ) {
      return { events, next: last };
    }
    seen++;
    last = event.place;
    if (!matches(event)) continue;
    events.push(event);
    bytes += event.message.length;
  }
  return { events, next: null };
}

function eventShape({ place, stream, message, ingestedAtMs }: PlacedEvent): FilteredLogEvent {
  return {
    logStreamName: stream,
    timestamp: place.timeMs,
    message,
    ingestionTime: ingestedAtMs,
    eventId: writePlace(place),
  };
}

function writeToken(place: EventPlace, backward: boolean): string {
  return Buffer.from(`${backward ? 'b' : 'f'}${writePlace(place)}`).toString('base64url');
}

function readToken(token: string): { readonly backward: boolean; readonly place: EventPlace } {
  const text = Buffer.from(token, 'base64url').toString();
  const place = /^[fb]/.test(text) ? readPlace(text.slice(1)) : null;
  if (place === null) throw invalidToken();
  return { backward: text.startsWith('b'), place };
}
