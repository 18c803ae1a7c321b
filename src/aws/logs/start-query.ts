// StartQuery: reads a Logs Insights query and runs it in the background over some groups and a time.
import type { StartQueryRequest, StartQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import { insightsRowsMax } from '../../core/limits.ts';
import { QueryError, QueryNotBuiltError, type Query } from '../../telemetry/insights/query.ts';
import { readQuery } from '../../telemetry/insights/read-query.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import type { WireCall } from '../protocol/serve.ts';
import { invalidParameter } from './errors.ts';
import { queriesOf } from './insights-queries.ts';
import { keptSinceMs, nameInArn } from './log-groups.ts';
import { queryEvents } from './query-events.ts';

/** @throws AwsError MalformedQueryException, InvalidParameterException, ResourceNotFoundException, LimitExceededException */
export async function startQuery(
  input: StartQueryRequest,
  context: OperationContext,
  call?: Pick<WireCall, 'requestId'>,
): Promise<StartQueryResponse> {
  const { queryLanguage = 'CWLI', queryString, limit } = input;
  if (queryLanguage !== 'CWLI') throw notBuilt(`the query language ${queryLanguage} of StartQuery`);
  const query = readQueryString(queryString!);
  const names = groupsOf(input);
  const { startMs, endMs } = rangeOf(input);
  const logs = await context.telemetry.logs();
  const groups = [];
  for (const name of names) {
    const group = await logs.group(name);
    if (group === null) throw noSuchGroup(name, context, call?.requestId ?? context.ids.uuid());
    groups.push({ name, keptSinceMs: keptSinceMs(group, context) });
  }
  const queryId = context.ids.uuid();
  const sources = names.map((name) => `"${name}"`).join(' ');
  queriesOf(context.telemetry).start({
    id: queryId,
    groups: names,
    described: `SOURCE ${sources} START=${startMs} END=${endMs} | ${queryString}`,
    createdAtMs: context.clock.nowMs(),
    query,
    rowsMax: limit ?? insightsRowsMax,
    events: queryEvents(logs, groups, { accountId: context.accountId, startMs, endMs }),
  });
  return { queryId };
}

function readQueryString(text: string): Query {
  try {
    return readQuery(text);
  } catch (thrown) {
    if (thrown instanceof QueryNotBuiltError) throw notBuilt(`${thrown.message} of Logs Insights`);
    if (!(thrown instanceof QueryError)) throw thrown;
    const { message, start, end } = thrown;
    const refused = new AwsError('MalformedQueryException', 400, message, {
      queryCompileError: { location: { startCharOffset: start, endCharOffset: end }, message },
    });
    refused.cause = thrown;
    throw refused;
  }
}

function groupsOf({
  logGroupName,
  logGroupNames,
  logGroupIdentifiers,
}: StartQueryRequest): readonly string[] {
  const given = [logGroupName === undefined ? undefined : [logGroupName], logGroupNames, logGroupIdentifiers];
  const [names, ...others] = given.filter((each) => each !== undefined && each.length > 0);
  // Documented: one of them must be there. The words are Varco's; AWS also takes a SOURCE command in their place.
  if (names === undefined || others.length > 0) {
    throw invalidParameter(
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.',
    );
  }
  return [...new Set(names.map((name) => nameInArn(name) ?? name))];
}

/** What is beyond is in milliseconds: in seconds it would be in the year 5138. */
const secondsMax = 99_999_999_999;

/** Seconds, of which the last counts whole (recorded). */
function rangeOf({ startTime, endTime }: StartQueryRequest): {
  readonly startMs: number;
  readonly endMs: number;
} {
  const startMs = startTime! > secondsMax ? startTime! : startTime! * 1000;
  const endMs = endTime! > secondsMax ? endTime! : endTime! * 1000 + 999;
  // The words are Varco's.
  if (startMs > endMs) throw invalidParameter('startTime must not be after endTime.');
  return { startMs, endMs };
}

/** Recorded, with the words of the service behind it. */
function noSuchGroup(name: string, { accountId }: OperationContext, requestId: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    400,
    `Log group '${name}' does not exist for account ID '${accountId}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${requestId}; Proxy: null)`,
  );
}
