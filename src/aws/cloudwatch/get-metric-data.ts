// GetMetricData: one statistic each of several metrics, as lists of times and values.
import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
  MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { datapointsOfMetricDataMax } from '../../core/limits.ts';
import type { MetricStore } from '../../store/metric-store.ts';
import { intoPeriods, statisticNamed, type Statistic } from '../../telemetry/statistics.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import { readDimensions } from './dimensions.ts';
import { invalidToken, invalidValue } from './errors.ts';
import { labelsOf } from './metric-labels.ts';
import { byUnit } from './units.ts';

interface Point {
  readonly startMs: number;
  readonly value: number;
}

/** @throws AwsError InvalidParameterValue, InvalidNextToken, NotImplemented */
export async function getMetricData(
  input: GetMetricDataInput,
  { telemetry }: OperationContext,
): Promise<GetMetricDataOutput> {
  const queries = input.MetricDataQueries ?? [];
  assertQueries(queries);
  const range = rangeOf(input);
  const metrics = await telemetry.metrics();
  const labels = labelsOf(queries);
  const series: Series[] = [];
  for (const [index, { Id, MetricStat, ReturnData }] of queries.entries()) {
    if (ReturnData === false) continue;
    const points = await read(MetricStat!, metrics, range);
    if (input.ScanBy !== 'TimestampAscending') points.reverse();
    series.push({ id: Id!, label: labels[index]!, points });
  }
  return pageOf(series, readToken(input.NextToken), input.MaxDatapoints ?? datapointsOfMetricDataMax);
}

function assertQueries(queries: readonly MetricDataQuery[]): void {
  const ids = new Set<string>();
  for (const { Id, Expression, MetricStat, Label } of queries) {
    // The words of AWS are not recorded.
    if (ids.has(Id!)) throw invalidValue(`The value ${Id} for parameter MetricDataQueries.Id is not unique.`);
    ids.add(Id!);
    refuseNotBuilt('GetMetricData', { Expression });
    if (Label?.includes('${') === true) throw notBuilt(`the dynamic label ${Label} of GetMetricData`);
    if (MetricStat === undefined) {
      throw invalidValue(`The query ${Id} must have either MetricStat or Expression.`);
    }
    statisticOf(MetricStat);
  }
}

function statisticOf({ Stat }: MetricStat): Statistic {
  const statistic = statisticNamed(Stat!);
  if (statistic === null) throw notBuilt(`Stat ${Stat} of GetMetricData`);
  return statistic;
}

function rangeOf({ StartTime, EndTime }: GetMetricDataInput): { startMs: number; endMs: number } {
  const [startMs, endMs] = [StartTime!.getTime(), EndTime!.getTime()];
  if (startMs >= endMs)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  return { startMs, endMs };
}

/** Periods are counted from the epoch, so the first may begin before the start that is asked for. */
async function read(
  stat: MetricStat,
  metrics: MetricStore,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): Promise<Point[]> {
  const { Metric, Period, Unit } = stat;
  const statistic = statisticOf(stat);
  const periodMs = Period! * 1000;
  const stored = await metrics.read({
    namespace: Metric!.Namespace!,
    name: Metric!.MetricName!,
    dimensions: readDimensions(Metric!.Dimensions),
    unit: Unit ?? null,
    startMs: Math.floor(startMs / periodMs) * periodMs,
    endMs,
  });
  // Of several units in one period AWS takes one; which, is not recorded.
  const periods = new Map<number, Point>();
  for (const { startMs: start, aggregate } of intoPeriods(stored, periodMs).toSorted((one, other) =>
    byUnit(other.unit, one.unit),
  )) {
    const value = statistic(aggregate);
    if (value !== null) periods.set(start, { startMs: start, value });
  }
  return [...periods.values()].toSorted((one, other) => one.startMs - other.startMs);
}

interface Series {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
}

/** The points of all series one behind the other, cut into pages. */
function pageOf(series: readonly Series[], offset: number, pointsMax: number): GetMetricDataOutput {
  let skipped = offset;
  let left = pointsMax;
  let cut = false;
  const MetricDataResults = series.map(({ id, label, points }): MetricDataResult => {
    const taken = points.slice(skipped, skipped + left);
    const isCut = skipped + taken.length < points.length;
    skipped = Math.max(0, skipped - points.length);
    left -= taken.length;
    cut ||= isCut;
    return {
      Id: id,
      Label: label,
      Timestamps: taken.map(({ startMs }) => new Date(startMs)),
      Values: taken.map(({ value }) => value),
      StatusCode: isCut ? 'PartialData' : 'Complete',
    };
  });
  const next = cut ? { NextToken: writeToken(offset + pointsMax - left) } : {};
  return { MetricDataResults, Messages: [], ...next };
}

function writeToken(offset: number): string {
  return Buffer.from(`points:${offset}`).toString('base64url');
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const found = /^points:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (found === null) throw invalidToken();
  return Number(found[1]);
}
