// PutLogEvents: events into a stream, kept when it answers.
import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { logBatchBytesMax, logBatchSpanMs, logEventBytesMax } from '../../core/limits.ts';
import type { LogGroup } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { sequenceToken } from './describe-log-streams.ts';
import { invalidParameter, notFound } from './errors.ts';
import { findGroup, keptSinceMs } from './log-groups.ts';

/** What each event weighs besides its message (documented). */
const eventOverheadBytes = 26;
const futureMs = 2 * 3_600_000;
const pastMs = 14 * 86_400_000;

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export async function putLogEvents(
  { logGroupName, logStreamName, logEvents }: PutLogEventsRequest,
  context: OperationContext,
): Promise<PutLogEventsResponse> {
  const { telemetry, clock } = context;
  const events = logEvents ?? [];
  assertSizes(events);
  assertOrder(events);
  const logs = await telemetry.logs();
  const group = await findGroup(logs, logGroupName!);
  if ((await logs.stream(logGroupName!, logStreamName!)) === null) throw notFound('log stream');
  const { accepted, rejected } = sort(events, group, context);
  if (accepted.length > 0) {
    telemetry.putLogEvents({
      logGroup: logGroupName!,
      logStream: logStreamName!,
      events: accepted.map(({ timestamp, message }) => ({ timestampMs: timestamp!, message: message! })),
    });
    await telemetry.flush();
  }
  return {
    nextSequenceToken: sequenceToken(clock.nowMs()),
    ...(rejected !== null && { rejectedLogEventsInfo: rejected }),
  };
}

function assertSizes(events: readonly InputLogEvent[]): void {
  let sum = 0;
  for (const { message } of events) {
    const bytes = Buffer.byteLength(message!) + eventOverheadBytes;
    if (bytes > logEventBytesMax) {
      throw invalidParameter(`Log event too large: ${bytes} bytes exceeds limit of ${logEventBytesMax}`);
    }
    sum += bytes;
  }
  if (sum > logBatchBytesMax) {
    throw invalidParameter(`Upload too large: ${sum} bytes exceeds limit of ${logBatchBytesMax}`);
  }
}

function assertOrder(events: readonly InputLogEvent[]): void {
  for (let index = 1; index < events.length; index++) {
    if (events[index]!.timestamp! >= events[index - 1]!.timestamp!) continue;
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  const first = events[0]?.timestamp ?? 0;
  const last = events.at(-1)?.timestamp ?? 0;
  // The sentence of the documentation; AWS's own is not recorded.
  if (last - first > logBatchSpanMs) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}

/** Events that came too late or too early are left out of a batch, and the answer names them by their places in it. */
function sort(
  events: readonly InputLogEvent[],
  group: LogGroup,
  context: OperationContext,
): { readonly accepted: readonly InputLogEvent[]; readonly rejected: RejectedLogEventsInfo | null } {
  const nowMs = context.clock.nowMs();
  const before = (timeMs: number): number => {
    const index = events.findIndex(({ timestamp }) => timestamp! >= timeMs);
    return index === -1 ? events.length : index;
  };
  const expired = before(keptSinceMs(group, context));
  const tooOld = before(nowMs - pastMs);
  const tooNew = before(nowMs + futureMs + 1);
  const rejected: RejectedLogEventsInfo = {
    ...(tooNew < events.length && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
  };
  return {
    accepted: events.slice(Math.max(expired, tooOld), tooNew),
    rejected: Object.keys(rejected).length === 0 ? null : rejected,
  };
}
