// GetMetricStatistics: statistics of one metric, period by period from the start that is asked for.
import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
} from '@aws-sdk/client-cloudwatch';
import { datapointsOfStatisticsMax } from '../../core/limits.ts';
import {
  intoPeriods,
  statisticNamed,
  type PeriodAggregate,
  type Statistic,
} from '../../telemetry/statistics.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { readDimensions } from './dimensions.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';
import { byUnit } from './units.ts';

/** @throws AwsError InvalidParameterValue, InvalidParameterCombination, MissingParameter */
export async function getMetricStatistics(
  input: GetMetricStatisticsInput,
  { telemetry }: OperationContext,
): Promise<GetMetricStatisticsOutput> {
  const { Namespace, MetricName, Dimensions, Period, Unit } = input;
  const periodMs = Period! * 1000;
  assertPeriod(Period!);
  const { startMs, endMs } = rangeOf(input);
  const statistics = input.Statistics ?? [];
  const extended = (input.ExtendedStatistics ?? []).map((name): [string, Statistic] => [
    name,
    extendedNamed(name),
  ]);
  if (statistics.length === 0 && extended.length === 0) {
    throw missingParameter(
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  }
  const stored = await (
    await telemetry.metrics()
  ).read({
    namespace: Namespace!,
    name: MetricName!,
    dimensions: readDimensions(Dimensions),
    unit: Unit ?? null,
    startMs,
    endMs,
  });
  const periods = intoPeriods(stored, periodMs, startMs).toSorted(
    (one, other) => one.startMs - other.startMs || byUnit(one.unit, other.unit),
  );
  return { Label: MetricName!, Datapoints: periods.map((period) => datapoint(period, statistics, extended)) };
}

function assertPeriod(period: number): void {
  if ([1, 5, 10, 20, 30].includes(period) || period % 60 === 0) return;
  throw invalidValue('The parameter Period must be a multiple of 60, or 1, 5, 10, 20 or 30.');
}

/** The start is rounded down to the minute, or to the period where that is shorter (documented). */
function rangeOf({ StartTime, EndTime, Period }: GetMetricStatisticsInput): {
  startMs: number;
  endMs: number;
} {
  const start = StartTime!.getTime();
  const endMs = EndTime!.getTime();
  if (start >= endMs) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const periodMs = Period! * 1000;
  const count = Math.ceil((endMs - start) / periodMs);
  if (count > datapointsOfStatisticsMax) {
    throw invalidCombination(
      `You have requested up to ${count.toLocaleString('en-US')} datapoints, which exceeds the limit of ${datapointsOfStatisticsMax.toLocaleString('en-US')}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  const grainMs = Math.min(60_000, periodMs);
  return { startMs: Math.floor(start / grainMs) * grainMs, endMs };
}

function extendedNamed(name: string): Statistic {
  const statistic = name.startsWith('p') ? statisticNamed(name) : null;
  if (statistic === null) throw notBuilt(`ExtendedStatistics ${name} of GetMetricStatistics`);
  return statistic;
}

function datapoint(
  { startMs, unit, aggregate }: PeriodAggregate,
  statistics: readonly string[],
  extended: readonly (readonly [string, Statistic])[],
): Datapoint {
  const values = statistics.map((name) => [name, statisticNamed(name)?.(aggregate) ?? null] as const);
  const percentiles = extended.map(([name, statistic]) => [name, statistic(aggregate)] as const);
  return {
    Timestamp: new Date(startMs),
    ...Object.fromEntries(values.filter(([, value]) => value !== null)),
    Unit: unit as NonNullable<Datapoint['Unit']>,
    ...(extended.length > 0 && {
      ExtendedStatistics: Object.fromEntries(percentiles.filter(([, value]) => value !== null)) as Record<
        string,
        number
      >,
    }),
  };
}
