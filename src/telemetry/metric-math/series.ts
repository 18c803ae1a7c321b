// Series of values over time, and what arithmetic makes of them: point by point, where both have one.
import { MathError } from './expression.ts';

export interface Series {
  /** In the order of their times. */
  readonly points: readonly Point[];
  readonly periodMs: number;
  /** What tells it apart from others of the same query. */
  readonly label: string;
}

export interface Point {
  readonly startMs: number;
  readonly value: number;
}

/** A number, one series, or several. */
export type MathValue = number | Series | readonly Series[];

export function isSeries(value: MathValue): value is Series {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Points whose value is none are left out: what is divided by zero is not there. */
export function mapSeries(series: Series, work: (value: number, startMs: number) => number): Series {
  const points = series.points
    .map(({ startMs, value }) => ({ startMs, value: work(value, startMs) }))
    .filter(({ value }) => Number.isFinite(value));
  return { ...series, points };
}

function joinSeries(one: Series, other: Series, work: (value: number, otherValue: number) => number): Series {
  const values = new Map(other.points.map(({ startMs, value }) => [startMs, value]));
  return mapSeries({ ...one, periodMs: Math.max(one.periodMs, other.periodMs) }, (value, startMs) => {
    const second = values.get(startMs);
    return second === undefined ? Number.NaN : work(value, second);
  });
}

/** Of several series, the values of each time put into one. */
export function reduceSeries(all: readonly Series[], work: (values: readonly number[]) => number): Series {
  const byTime = new Map<number, number[]>();
  for (const { points } of all) {
    for (const { startMs, value } of points) {
      const values = byTime.get(startMs);
      if (values === undefined) byTime.set(startMs, [value]);
      else values.push(value);
    }
  }
  const points = [...byTime]
    .map(([startMs, values]) => ({ startMs, value: work(values) }))
    .toSorted((one, other) => one.startMs - other.startMs);
  return { points, periodMs: Math.max(0, ...all.map(({ periodMs }) => periodMs)), label: '' };
}

export function seriesOf(value: MathValue): readonly Series[] {
  if (typeof value === 'number') throw new MathError('A number stands where a time series must stand');
  return isSeries(value) ? [value] : value;
}

export function onEach(value: MathValue, work: (value: number) => number): MathValue {
  if (typeof value === 'number') return work(value);
  if (isSeries(value)) return mapSeries(value, work);
  return value.map((series) => mapSeries(series, work));
}

/** A number goes with every point; one series goes with each of several; several go with several one by one. */
export function combine(
  one: MathValue,
  other: MathValue,
  work: (value: number, otherValue: number) => number,
): MathValue {
  if (typeof one === 'number') return onEach(other, (value) => work(one, value));
  if (typeof other === 'number') return onEach(one, (value) => work(value, other));
  if (isSeries(one) && isSeries(other)) return joinSeries(one, other, work);
  if (isSeries(one))
    return seriesOf(other).map((each) => ({ ...joinSeries(one, each, work), label: each.label }));
  if (isSeries(other)) return one.map((each) => joinSeries(each, other, work));
  if (one.length !== other.length) throw new MathError('Lists of time series must be of one length');
  return one.map((each, index) => joinSeries(each, other[index]!, work));
}
