// GetMetricData: one statistic each of several metrics, and expressions over them, as lists of times and values.
import type { GetMetricDataInput, GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { datapointsOfMetricDataMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { invalidToken, invalidValue } from './errors.ts';
import { evaluateQueries, type QueriedSeries, type QueryRange } from './metric-queries.ts';

/** @throws AwsError InvalidParameterValue, InvalidNextToken, NotImplemented */
export async function getMetricData(
  input: GetMetricDataInput,
  { telemetry }: OperationContext,
): Promise<GetMetricDataOutput> {
  const range = rangeOf(input);
  const metrics = await telemetry.metrics();
  const found = await evaluateQueries(input.MetricDataQueries ?? [], metrics, range);
  const series =
    input.ScanBy === 'TimestampAscending'
      ? found
      : found.map((each) => ({ ...each, points: each.points.toReversed() }));
  return pageOf(series, readToken(input.NextToken), input.MaxDatapoints ?? datapointsOfMetricDataMax);
}

function rangeOf({ StartTime, EndTime }: GetMetricDataInput): QueryRange {
  const [startMs, endMs] = [StartTime!.getTime(), EndTime!.getTime()];
  if (startMs >= endMs)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  return { startMs, endMs };
}

/** The points of all series one behind the other, cut into pages. */
function pageOf(series: readonly QueriedSeries[], offset: number, pointsMax: number): GetMetricDataOutput {
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
