// What is kept of a metric's values in one minute: enough for every statistic, and two of them merge into one.

export interface MetricAggregate {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /**
   * Value → how often, each value rounded to three digits: at most 0.5 % off, exact for whole numbers below 1000.
   * Holds fewer than `count` where statistics came without their values.
   */
  readonly values: ReadonlyMap<number, number>;
}

/** A value with three significant digits, so that few different ones stand for many. */
export function roundedValue(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** (2 - magnitude);
  const rounded = Math.round(value * scale) / scale;
  // At the ends of what numbers can be, scaling overflows: there a value is kept as it is.
  return Number.isFinite(rounded) && rounded !== 0 ? rounded : value;
}

/** @param times How often the value occurred. */
export function aggregateOf(value: number, times: number = 1): MetricAggregate {
  return {
    count: times,
    sum: value * times,
    min: value,
    max: value,
    values: new Map([[roundedValue(value), times]]),
  };
}

/** The order of merging makes no difference, but for the last digits of the sum. */
export function mergeAggregates(one: MetricAggregate, other: MetricAggregate): MetricAggregate {
  const values = new Map(one.values);
  for (const [value, times] of other.values) values.set(value, (values.get(value) ?? 0) + times);
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    values,
  };
}
