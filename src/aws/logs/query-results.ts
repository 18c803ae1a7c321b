// GetQueryResults, StopQuery, DescribeQueries and GetLogRecord: what has become of Logs Insights queries.
import type {
  DescribeQueriesRequest,
  DescribeQueriesResponse,
  GetLogRecordRequest,
  GetLogRecordResponse,
  GetQueryResultsRequest,
  GetQueryResultsResponse,
  StopQueryRequest,
  StopQueryResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import { jsonIn } from '../../telemetry/insights/discovered-fields.ts';
import { Instant, textOf } from '../../telemetry/insights/value.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { invalidParameter, invalidToken } from './errors.ts';
import { queriesOf, type InsightsQuery } from './insights-queries.ts';
import { eventAt, eventShape } from './query-events.ts';

/** @throws AwsError ResourceNotFoundException */
export function getQueryResults(
  { queryId, nextToken, maxItems }: GetQueryResultsRequest,
  { telemetry }: OperationContext,
): GetQueryResultsResponse {
  const query = queriesOf(telemetry).get(queryId!);
  // The words are Varco's.
  if (query === null) throw new AwsError('ResourceNotFoundException', 400, 'The query does not exist.');
  const from = nextToken === undefined ? 0 : readToken(nextToken);
  const to = maxItems === undefined ? query.rows.length : from + maxItems;
  return {
    queryLanguage: 'CWLI',
    results: query.rows.slice(from, to).map((row) => row.map(([field, value]) => ({ field, value }))),
    statistics: {
      recordsMatched: query.matched,
      recordsScanned: query.scanned,
      bytesScanned: query.bytesScanned,
      estimatedRecordsSkipped: 0,
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.groups.length,
    },
    status: query.status,
    ...(to < query.rows.length && { nextToken: Buffer.from(`rows:${to}`).toString('base64url') }),
  };
}

function readToken(token: string): number {
  const found = /^rows:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (found === null) throw invalidToken();
  return Number(found[1]);
}

/** @throws AwsError InvalidParameterException */
export function stopQuery({ queryId }: StopQueryRequest, { telemetry }: OperationContext): StopQueryResponse {
  const queries = queriesOf(telemetry);
  if (queries.get(queryId!) === null)
    throw new AwsError('ResourceNotFoundException', 400, 'The query does not exist.');
  // Documented: a query that has ended is an error. The words are Varco's.
  if (!queries.stop(queryId!)) throw invalidParameter('The query has already ended.');
  return { success: true };
}

const describedMax = 1000;

/** Newest first (a choice). */
export function describeQueries(
  { logGroupName, status, maxResults, nextToken, queryLanguage }: DescribeQueriesRequest,
  { telemetry }: OperationContext,
): DescribeQueriesResponse {
  const isWanted = (query: InsightsQuery): boolean =>
    (logGroupName === undefined || query.groups.includes(logGroupName)) &&
    (status === undefined || query.status === status) &&
    (queryLanguage === undefined || queryLanguage === 'CWLI');
  const wanted = queriesOf(telemetry).all().filter(isWanted);
  const from = nextToken === undefined ? 0 : readToken(nextToken);
  const to = from + (maxResults ?? describedMax);
  return {
    queries: wanted.slice(from, to).map((query) => ({
      queryLanguage: 'CWLI',
      queryId: query.id,
      queryString: query.described,
      status: query.status,
      createTime: query.createdAtMs,
      ...(query.groups.length === 1 && { logGroupName: query.groups[0]! }),
    })),
    ...(to < wanted.length && { nextToken: Buffer.from(`rows:${to}`).toString('base64url') }),
  };
}

/** The event behind a row's `@ptr`, with the fields that were found in it. @throws AwsError ResourceNotFoundException */
export async function getLogRecord(
  { logRecordPointer, unmask }: GetLogRecordRequest,
  { telemetry, accountId }: OperationContext,
): Promise<GetLogRecordResponse> {
  refuseNotBuilt('GetLogRecord', { unmask });
  const found = await eventAt(await telemetry.logs(), logRecordPointer!);
  // The words are Varco's.
  if (found === null) throw new AwsError('ResourceNotFoundException', 400, 'The log record does not exist.');
  const event = eventShape(found.group, found.event, accountId);
  return {
    logRecord: {
      ...flattened(jsonIn(event.message), ''),
      '@message': event.message,
      '@logStream': event.stream,
      '@log': event.log,
      '@timestamp': String(event.timeMs),
      '@ingestionTime': textOf(new Instant(event.ingestedAtMs)),
      '@ptr': event.pointer,
    },
  };
}

/** `user.name`, `items.0`. */
function flattened(json: unknown, prefix: string): Record<string, string> {
  if (typeof json !== 'object' || json === null) return {};
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(json as Readonly<Record<string, unknown>>)) {
    const name = `${prefix}${key}`;
    if (typeof value === 'object' && value !== null) Object.assign(fields, flattened(value, `${name}.`));
    else if (typeof value === 'boolean') fields[name] = String(Number(value));
    else if (value !== null) fields[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return fields;
}
