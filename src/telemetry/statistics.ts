// Statistics over what is kept of a metric, minute by minute put together into the periods that are asked for.
import { mergeAggregates, type MetricAggregate } from '../store/metric-aggregate.ts';
import type { StoredAggregate } from '../store/metric-store.ts';

export interface PeriodAggregate {
  readonly startMs: number;
  readonly unit: string;
  readonly aggregate: MetricAggregate;
}

/** @param originMs Where one of the periods begins; the epoch unless given. Each unit has its own. */
export function intoPeriods(
  stored: readonly StoredAggregate[],
  periodMs: number,
  originMs: number = 0,
): readonly PeriodAggregate[] {
  const periods = new Map<string, PeriodAggregate>();
  for (const { startMs, unit, aggregate } of stored) {
    const start = originMs + Math.floor((startMs - originMs) / periodMs) * periodMs;
    const key = `${start} ${unit}`;
    const known = periods.get(key);
    periods.set(key, {
      startMs: start,
      unit,
      aggregate: known === undefined ? aggregate : mergeAggregates(known.aggregate, aggregate),
    });
  }
  return [...periods.values()];
}

export type Statistic = (aggregate: MetricAggregate) => number | null;

const simple: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

const percentileName = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/**
 * The statistic of that name, `p99.9` among them; null where there is none.
 * A percentile is null where values are missing: statistics came without them.
 */
export function statisticNamed(name: string): Statistic | null {
  if (Object.hasOwn(simple, name)) return simple[name]!;
  const percent = percentileName.exec(name)?.[1];
  if (percent !== undefined) return (aggregate) => percentile(aggregate, Number(percent));
  // AWS also has TM, WM, TC, TS, PR and IQM: trimmed and winsorised.
  return null;
}

/** The least value that so many per cent do not exceed. */
function percentile({ count, min, max, values }: MetricAggregate, percent: number): number | null {
  if (min === max) return min;
  let known = 0;
  for (const times of values.values()) known += times;
  if (known < count) return null;
  let left = Math.max((percent / 100) * count, Number.MIN_VALUE);
  for (const value of [...values.keys()].toSorted((one, other) => one - other)) {
    left -= values.get(value)!;
    // What was rounded is never beyond what was measured.
    if (left <= 0) return Math.min(Math.max(value, min), max);
  }
  return max;
}
