// Reads from CloudWatch what there is of APIs and functions: totals, percentiles, and requests over the time.
import type {
  CloudWatch,
  GetMetricStatisticsInput,
  Metric,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { Account } from '../../doctor/collect/account.ts';
import { inTurns } from '../../doctor/collect/collect-log.ts';
import { answerOf } from '../reach-account.ts';

export interface MetricRow {
  readonly kind: 'stage' | 'method' | 'function';
  /** `orders / Prod`, `GET /orders/{id}`, or the function's name. */
  readonly name: string;
  /** Of a method, the stage it belongs to. */
  readonly parent: string | null;
  readonly count: number;
  /** Null where they are not counted: a function knows only errors and throttles. */
  readonly errors4xx: number | null;
  /** Of a function: its errors. */
  readonly errors5xx: number;
  /** Of a function; null of all others. */
  readonly throttles: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Requests in each of `bucketsMax` equal parts of the time, oldest first. */
  readonly requests: readonly number[];
}

export interface MetricTime {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodSeconds: number;
}

const bucketsMax = 30;
const queriesMax = 500;
const pagesMax = 20;
const rowsMax = 100;
const atATime = 6;
const minuteMs = 60_000;

/** Whole minutes, in at most so many parts, the last of which is under way. */
export function timeOf(sinceMs: number, nowMs: number): MetricTime {
  const minutes = Math.max(1, Math.ceil((nowMs - sinceMs) / minuteMs));
  const periodMs = Math.ceil(minutes / bucketsMax) * minuteMs;
  const endMs = (Math.floor(nowMs / periodMs) + 1) * periodMs;
  const buckets = Math.ceil((minutes * minuteMs) / periodMs);
  return { startMs: endMs - buckets * periodMs, endMs, periodSeconds: periodMs / 1000 };
}

interface Subject {
  readonly kind: MetricRow['kind'];
  readonly name: string;
  readonly parent: string | null;
  readonly namespace: string;
  readonly dimensions: NonNullable<Metric['Dimensions']>;
}

/** Stages with their methods, then functions; those that nothing was counted of are left out. @throws UserError */
export async function readMetrics(account: Account, time: MetricTime): Promise<readonly MetricRow[]> {
  const client = await account.metrics();
  const subjects = [
    ...(await subjectsIn(account, client, 'AWS/ApiGateway', 'Count')),
    ...(await subjectsIn(account, client, 'AWS/Lambda', 'Invocations')),
  ].slice(0, rowsMax);
  const series = await readSeries(account, client, subjects, time);
  const latencies = new Map<Subject, readonly [number | null, number | null]>();
  const active = subjects.filter((_, index) => sum(series.get(`n${index}`)) > 0);
  await inTurns(active, atATime, async (subject) => {
    latencies.set(subject, await readLatency(account, client, subject, time));
  });
  return subjects
    .map((subject, index): MetricRow => {
      const requests = series.get(`n${index}`) ?? [];
      const [p50Ms, p99Ms] = latencies.get(subject) ?? [null, null];
      const isFunction = subject.kind === 'function';
      return {
        kind: subject.kind,
        name: subject.name,
        parent: subject.parent,
        count: sum(requests),
        errors4xx: isFunction ? null : sum(series.get(`c${index}`)),
        errors5xx: sum(series.get(`s${index}`)),
        throttles: isFunction ? sum(series.get(`t${index}`)) : null,
        p50Ms,
        p99Ms,
        requests,
      };
    })
    .filter(({ count, throttles }) => count > 0 || (throttles ?? 0) > 0)
    .toSorted(inTheirOrder);
}

const kinds = ['stage', 'method', 'function'];

/** A stage, its methods, the next stage; functions behind. */
function inTheirOrder(one: MetricRow, other: MetricRow): number {
  const group = ({ kind, name, parent }: MetricRow): string =>
    `${kind === 'function' ? 1 : 0} ${parent ?? name}`;
  return (
    compare(group(one), group(other)) ||
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    compare(one.name, other.name)
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const sum = (values: readonly number[] | undefined): number =>
  (values ?? []).reduce((total, value) => total + value, 0);

async function subjectsIn(
  account: Account,
  client: CloudWatch,
  Namespace: string,
  MetricName: string,
): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const token = NextToken;
    const answer = await answerOf(account, 'cloudwatch:ListMetrics', () =>
      client.listMetrics({ Namespace, MetricName, ...(token !== undefined && { NextToken: token }) }),
    );
    for (const { Dimensions } of answer.Metrics ?? []) {
      const subject = subjectOf(Namespace, Dimensions ?? []);
      if (subject !== null) subjects.push(subject);
    }
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return subjects;
}

function subjectOf(namespace: string, dimensions: NonNullable<Metric['Dimensions']>): Subject | null {
  const { ApiName, Stage, Method, Resource, FunctionName, ...others } = Object.fromEntries(
    dimensions.map(({ Name, Value }) => [Name!, Value!]),
  );
  const all = { namespace, dimensions };
  if (Object.keys(others).length > 0) return null;
  if (namespace === 'AWS/Lambda') {
    if (FunctionName === undefined || Resource !== undefined) return null;
    return { kind: 'function', name: FunctionName, parent: null, ...all };
  }
  if (ApiName === undefined || Stage === undefined) return null;
  const stage = `${ApiName} / ${Stage}`;
  if (Method === undefined || Resource === undefined)
    return { kind: 'stage', name: stage, parent: null, ...all };
  return { kind: 'method', name: `${Method} ${Resource}`, parent: stage, ...all };
}

/** By query: `n` requests, `c` 4xx, `s` 5xx or errors, `t` throttles, each with the number of its subject. */
async function readSeries(
  account: Account,
  client: CloudWatch,
  subjects: readonly Subject[],
  time: MetricTime,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const queries = subjects.flatMap((subject, index): MetricDataQuery[] => {
    const query = (id: string, name: string): MetricDataQuery => ({
      Id: `${id}${index}`,
      MetricStat: {
        Metric: { Namespace: subject.namespace, MetricName: name, Dimensions: subject.dimensions },
        Period: time.periodSeconds,
        Stat: 'Sum',
      },
    });
    return subject.kind === 'function'
      ? [query('n', 'Invocations'), query('s', 'Errors'), query('t', 'Throttles')]
      : [query('n', 'Count'), query('c', '4XXError'), query('s', '5XXError')];
  });
  const series = new Map<string, number[]>();
  for (let at = 0; at < queries.length; at += queriesMax) {
    const MetricDataQueries = queries.slice(at, at + queriesMax);
    let NextToken: string | undefined;
    do {
      const token = NextToken;
      const answer = await answerOf(account, 'cloudwatch:GetMetricData', () =>
        client.getMetricData({
          MetricDataQueries,
          StartTime: new Date(time.startMs),
          EndTime: new Date(time.endMs),
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      for (const { Id, Timestamps, Values } of answer.MetricDataResults ?? []) {
        const buckets = series.get(Id!) ?? emptyBuckets(time);
        series.set(Id!, buckets);
        for (const [point, timestamp] of (Timestamps ?? []).entries()) {
          const bucket = Math.floor((timestamp.getTime() - time.startMs) / (time.periodSeconds * 1000));
          if (bucket >= 0 && bucket < buckets.length) buckets[bucket]! += Values?.[point] ?? 0;
        }
      }
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
  }
  return series;
}

function emptyBuckets({ startMs, endMs, periodSeconds }: MetricTime): number[] {
  return Array.from({ length: Math.round((endMs - startMs) / (periodSeconds * 1000)) }, () => 0);
}

/** Over the whole time: its one period begins where the time does. */
async function readLatency(
  account: Account,
  client: CloudWatch,
  { kind, namespace, dimensions }: Subject,
  { startMs, endMs }: MetricTime,
): Promise<readonly [p50Ms: number | null, p99Ms: number | null]> {
  const input: GetMetricStatisticsInput = {
    Namespace: namespace,
    MetricName: kind === 'function' ? 'Duration' : 'Latency',
    Dimensions: dimensions,
    StartTime: new Date(startMs),
    EndTime: new Date(endMs),
    Period: (endMs - startMs) / 1000,
    ExtendedStatistics: ['p50', 'p99'],
  };
  const answer = await answerOf(account, 'cloudwatch:GetMetricStatistics', () =>
    client.getMetricStatistics(input),
  );
  const point = answer.Datapoints?.[0]?.ExtendedStatistics;
  return [point?.['p50'] ?? null, point?.['p99'] ?? null];
}
