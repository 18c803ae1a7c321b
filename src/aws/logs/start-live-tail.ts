// StartLiveTail: a stream of the events that come into some groups, second by second, for as long as the client listens.
import type {
  LiveTailSessionLogEvent,
  StartLiveTailRequest,
  StartLiveTailResponse,
  StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import { liveTailEventsMax, liveTailGroupsMax, liveTailMs, liveTailUpdateMs } from '../../core/limits.ts';
import type { LogEntry } from '../../store/log-store.ts';
import { eventsOfEntry } from '../../telemetry/execution-record.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter } from './errors.ts';
import { findGroup, nameInArn } from './log-groups.ts';
import { readPattern } from './pattern.ts';

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export async function startLiveTail(
  input: StartLiveTailRequest,
  context: OperationContext,
): Promise<StartLiveTailResponse> {
  const identifiers = input.logGroupIdentifiers ?? [];
  // The words are Varco's.
  if (identifiers.length > liveTailGroupsMax) {
    throw invalidParameter(`A live tail session takes at most ${liveTailGroupsMax} log groups.`);
  }
  const { logStreamNames: names = [], logStreamNamePrefixes: prefixes = [] } = input;
  if (identifiers.length > 1 && names.length + prefixes.length > 0) {
    throw invalidParameter('Log streams can be specified only together with a single log group.');
  }
  const groups = new Map<string, string>();
  const logs = await context.telemetry.logs();
  for (const identifier of identifiers) {
    const { name } = await findGroup(logs, nameInArn(identifier) ?? identifier);
    groups.set(name, `${context.accountId}:${name}`);
  }
  const filter = readPattern(input.logEventFilterPattern ?? '');
  const isWanted = ({ group, stream }: LogEntry): boolean =>
    groups.has(group) &&
    (names.length + prefixes.length === 0 ||
      names.includes(stream) ||
      prefixes.some((prefix) => stream.startsWith(prefix)));
  return {
    responseStream: session(input, context, {
      groups,
      isWanted,
      matches: (message) => filter.matches(message),
    }),
  };
}

interface Wanted {
  /** Name → how events name it. */
  readonly groups: ReadonlyMap<string, string>;
  readonly isWanted: (entry: LogEntry) => boolean;
  readonly matches: (message: string) => boolean;
}

async function* session(
  input: StartLiveTailRequest,
  { telemetry, clock, ids }: OperationContext,
  { groups, isWanted, matches }: Wanted,
): AsyncGenerator<StartLiveTailResponseStream> {
  let waiting: LiveTailSessionLogEvent[] = [];
  let isSampled = false;
  const unsubscribe = telemetry.onStored(({ entries, ingestedAtMs }) => {
    for (const entry of entries) {
      if (!isWanted(entry)) continue;
      for (const { timestampMs, message } of eventsOfEntry(entry)) {
        if (!matches(message)) continue;
        // AWS shows at most so many a second, and says then that it has left some out.
        if (waiting.length === liveTailEventsMax) isSampled = true;
        else {
          waiting.push({
            logStreamName: entry.stream,
            logGroupIdentifier: groups.get(entry.group)!,
            message,
            timestamp: timestampMs,
            ingestionTime: ingestedAtMs,
          });
        }
      }
    }
  });
  try {
    yield {
      sessionStart: {
        requestId: ids.uuid(),
        sessionId: ids.uuid(),
        logGroupIdentifiers: input.logGroupIdentifiers,
        logStreamNames: input.logStreamNames ?? [],
        logStreamNamePrefixes: input.logStreamNamePrefixes ?? [],
        logEventFilterPattern: input.logEventFilterPattern ?? '',
      },
    };
    const endMs = clock.elapsedMs() + liveTailMs;
    while (clock.elapsedMs() < endMs) {
      await new Promise<void>((resolve) => void clock.after(liveTailUpdateMs, resolve));
      const [sessionResults, sampled] = [waiting, isSampled];
      [waiting, isSampled] = [[], false];
      yield { sessionUpdate: { sessionMetadata: { sampled }, sessionResults } };
    }
    throw new AwsError('SessionTimeoutException', 400, 'The live tail session has timed out.');
  } finally {
    unsubscribe();
  }
}
