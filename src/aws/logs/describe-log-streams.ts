// DescribeLogStreams: a group's streams by name, or by their newest event.
import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamShape,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogStream } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { invalidParameter, invalidToken } from './errors.ts';
import { findGroup, groupNamed, logGroupArn } from './log-groups.ts';

const pageDefault = 50;

/** @throws AwsError ResourceNotFoundException, InvalidParameterException, ValidationException */
export async function describeLogStreams(
  input: DescribeLogStreamsRequest,
  context: OperationContext,
): Promise<DescribeLogStreamsResponse> {
  const group = groupNamed(input);
  const { logStreamNamePrefix, orderBy, descending = false, nextToken, limit = pageDefault } = input;
  const byTime = orderBy === 'LastEventTime';
  if (byTime && logStreamNamePrefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const logs = await context.telemetry.logs();
  await findGroup(logs, group);
  const after = readToken(nextToken);
  const streams = (await logs.streams(group, logStreamNamePrefix))
    .map((stream) => ({ stream, key: keyOf(stream, byTime) }))
    .filter(({ key }) => after === null || (descending ? isBelow(key, after) : isBelow(after, key)))
    .sort((one, other) => (isBelow(one.key, other.key) === descending ? 1 : -1));
  const taken = streams.slice(0, limit);
  const next = streams.length > taken.length ? { nextToken: writeToken(taken.at(-1)!.key) } : {};
  return { logStreams: taken.map(({ stream }) => streamShape(stream, group, context)), ...next };
}

/** Time and name: streams without an event come first of all. */
type Key = readonly [lastAtMs: number, name: string];

function keyOf({ lastAtMs, name }: LogStream, byTime: boolean): Key {
  return [byTime ? (lastAtMs ?? -1) : 0, name];
}

function isBelow(one: Key, other: Key): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

function writeToken([lastAtMs, name]: Key): string {
  return Buffer.from(`${lastAtMs} ${name}`).toString('base64url');
}

/** @throws AwsError InvalidParameterException */
function readToken(token: string | undefined): Key | null {
  if (token === undefined) return null;
  const found = /^(-?\d+) (.+)$/s.exec(Buffer.from(token, 'base64url').toString());
  if (found === null) throw invalidToken();
  return [Number(found[1]), found[2]!];
}

/** AWS stopped counting the bytes of streams in 2019: it answers 0. */
function streamShape(stream: LogStream, group: string, context: OperationContext): LogStreamShape {
  return present({
    logStreamName: stream.name,
    creationTime: stream.createdAtMs,
    firstEventTimestamp: stream.firstAtMs,
    lastEventTimestamp: stream.lastAtMs,
    lastIngestionTime: stream.lastIngestedAtMs,
    uploadSequenceToken: stream.lastAtMs === null ? null : sequenceToken(stream.lastIngestedAtMs ?? 0),
    arn: `${logGroupArn(context, group)}:log-stream:${stream.name}`,
    storedBytes: 0,
  });
}

/** AWS gives one and ignores what it is given. */
export function sequenceToken(atMs: number): string {
  return `49${String(atMs).padStart(54, '0')}`;
}
