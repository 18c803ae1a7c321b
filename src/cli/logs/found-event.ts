// A log event as it is printed, and how it is read from one group or several.
import type { FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Account } from '../../doctor/collect/account.ts';
import { answerOf } from '../reach-account.ts';

export interface FoundEvent {
  readonly group: string;
  readonly stream: string;
  readonly atMs: number;
  readonly message: string;
  /** Of this event alone in its group. */
  readonly id: string;
}

export interface EventQuery {
  readonly group: string;
  readonly streams?: readonly string[];
  readonly pattern?: string | undefined;
  readonly sinceMs: number;
  readonly untilMs?: number;
}

/** Events in their order, page by page as the reader goes on. @throws UserError where AWS refuses it */
export async function* eventsOf(account: Account, query: EventQuery): AsyncGenerator<FoundEvent> {
  const logs = await account.logs();
  const request: FilterLogEventsRequest = {
    logGroupName: query.group,
    startTime: Math.floor(query.sinceMs),
    ...(query.untilMs !== undefined && { endTime: Math.ceil(query.untilMs) }),
    ...(query.streams !== undefined && { logStreamNames: [...query.streams] }),
    ...(query.pattern !== undefined && { filterPattern: query.pattern }),
  };
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const page = await answerOf(account, 'logs:FilterLogEvents', () =>
      logs.filterLogEvents({ ...request, ...(token !== undefined && { nextToken: token }) }),
    );
    for (const { logStreamName, timestamp, message, eventId } of page.events ?? []) {
      yield {
        group: query.group,
        stream: logStreamName ?? '',
        atMs: timestamp ?? 0,
        message: message ?? '',
        id: eventId ?? '',
      };
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

/** Several groups' events in the order of their times; those of one group keep theirs. */
export async function* mergedEvents(
  account: Account,
  queries: readonly EventQuery[],
): AsyncGenerator<FoundEvent> {
  const sources = await Promise.all(
    queries.map(async (query) => {
      const events = eventsOf(account, query);
      return { events, next: await events.next() };
    }),
  );
  for (;;) {
    let first: (typeof sources)[number] | null = null;
    for (const source of sources) {
      if (source.next.done === true) continue;
      if (first === null || source.next.value.atMs < first.next.value.atMs) first = source;
    }
    if (first === null) return;
    yield first.next.value as FoundEvent;
    first.next = await first.events.next();
  }
}
