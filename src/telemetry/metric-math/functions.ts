// The functions of metric math.
import { MathError, type MathExpression } from './expression.ts';
import type { MathScope } from './scope.ts';
import {
  combine,
  isSeries,
  mapSeries,
  onEach,
  reduceSeries,
  seriesOf,
  type MathValue,
  type Point,
  type Series,
} from './series.ts';

type Call = MathExpression & { readonly kind: 'call' };

type Evaluate = (expression: MathExpression, scope: MathScope) => MathValue;

/** @param evaluate What works an argument out. */
export function callMath(call: Call, scope: MathScope, evaluate: Evaluate): MathValue {
  const { name, args } = call;
  switch (name) {
    case 'METRICS': {
      const [part] = args;
      if (part !== undefined && part.kind !== 'text') throw new MathError('METRICS takes a text');
      return scope.metrics(part?.text ?? null);
    }
    case 'SEARCH':
      return scope.search(call);
    case 'IF':
      return choose(args, scope, evaluate);
    case 'FILL':
      return fill(args, scope, evaluate);
    default:
      return callOnValue(name, evaluate(only(call), scope), scope);
  }
}

function only({ name, args }: Call): MathExpression {
  if (args.length !== 1) throw new MathError(`${name} takes one argument`);
  return args[0]!;
}

type OnValue = Exclude<Call['name'], 'METRICS' | 'SEARCH' | 'IF' | 'FILL'>;

function callOnValue(name: OnValue, value: MathValue, scope: MathScope): MathValue {
  switch (name) {
    case 'ABS':
      return onEach(value, Math.abs);
    case 'CEIL':
      return onEach(value, Math.ceil);
    case 'FLOOR':
      return onEach(value, Math.floor);
    case 'LOG':
      return onEach(value, Math.log);
    case 'LOG10':
      return onEach(value, Math.log10);
    case 'SUM':
    case 'AVG':
    case 'MIN':
    case 'MAX':
    case 'STDDEV':
      return reduce(value, reductions[name]);
    case 'FIRST':
      return chosen(value, 0);
    case 'LAST':
      return chosen(value, -1);
    case 'METRIC_COUNT':
      return seriesOf(value).length;
    case 'DATAPOINT_COUNT':
      return seriesOf(value).reduce((count, { points }) => count + points.length, 0);
    case 'PERIOD':
      return seriesOf(value)[0]?.periodMs === undefined ? 0 : seriesOf(value)[0]!.periodMs / 1000;
    case 'REMOVE_EMPTY':
      return seriesOf(value).filter(({ points }) => points.length > 0);
    case 'DIFF':
      return steps(value, (point, before) => point.value - before.value);
    case 'RATE':
      return steps(
        value,
        (point, before) => (point.value - before.value) / ((point.startMs - before.startMs) / 1000),
      );
    case 'RUNNING_SUM':
      return eachSeries(value, (series) => {
        let sum = 0;
        return mapSeries(series, (each) => (sum += each));
      });
    case 'TIME_SERIES':
      return typeof value === 'number' ? constant(value, scope) : value;
  }
}

type Reduction = (values: readonly number[]) => number;

const sum: Reduction = (values) => values.reduce((total, value) => total + value, 0);
const average: Reduction = (values) => sum(values) / values.length;

const reductions: Readonly<Record<'SUM' | 'AVG' | 'MIN' | 'MAX' | 'STDDEV', Reduction>> = {
  SUM: sum,
  AVG: average,
  MIN: (values) => values.reduce((one, other) => Math.min(one, other)),
  MAX: (values) => values.reduce((one, other) => Math.max(one, other)),
  STDDEV: (values) => {
    const mean = average(values);
    return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
  },
};

/** One series becomes one number, several become one series. */
function reduce(value: MathValue, work: Reduction): MathValue {
  if (typeof value === 'number') return value;
  if (!isSeries(value)) return reduceSeries(value, work);
  return value.points.length === 0 ? 0 : work(value.points.map((point) => point.value));
}

/** Of one series a value, of several one series. */
function chosen(value: MathValue, at: 0 | -1): MathValue {
  if (typeof value === 'number') return value;
  if (isSeries(value)) return value.points.at(at)?.value ?? 0;
  const found = value.at(at);
  if (found === undefined) throw new MathError('A list of time series is empty');
  return found;
}

function eachSeries(value: MathValue, work: (series: Series) => Series): MathValue {
  if (typeof value === 'number') throw new MathError('A number stands where a time series must stand');
  return isSeries(value) ? work(value) : value.map(work);
}

function steps(value: MathValue, work: (point: Point, before: Point) => number): MathValue {
  return eachSeries(value, (series) => ({
    ...series,
    points: series.points
      .slice(1)
      .map((point, index) => ({ startMs: point.startMs, value: work(point, series.points[index]!) })),
  }));
}

function constant(value: number, { startMs, endMs }: MathScope, periodMs = 60_000): Series {
  const points: Point[] = [];
  for (let at = Math.floor(startMs / periodMs) * periodMs; at < endMs; at += periodMs) {
    points.push({ startMs: at, value });
  }
  return { points, periodMs, label: '' };
}

/** `IF(condition, then, else)`: without an else, nothing is where the condition does not hold. */
function choose(args: readonly MathExpression[], scope: MathScope, evaluate: Evaluate): MathValue {
  const [condition, then, otherwise] = args;
  if (condition === undefined || then === undefined || args.length > 3) {
    throw new MathError('IF takes a condition and one or two values');
  }
  const holds = evaluate(condition, scope);
  const yes = evaluate(then, scope);
  const no = otherwise === undefined ? Number.NaN : evaluate(otherwise, scope);
  if (typeof holds === 'number') return holds === 0 ? no : yes;
  // Each branch gives way where it is not meant: the condition's points decide which one stands.
  const chosenOf = (branch: MathValue, wanted: boolean): readonly Series[] =>
    seriesOf(combine(holds, branch, (value, other) => ((value !== 0) === wanted ? other : Number.NaN)));
  const [meant, others] = [chosenOf(yes, true), chosenOf(no, false)];
  const joined = meant.map((series, index) => joinPoints(series, others[index] ?? series));
  return joined.length === 1 ? joined[0]! : joined;
}

function joinPoints(one: Series, other: Series): Series {
  const points = new Map([...other.points, ...one.points].map((point) => [point.startMs, point]));
  return { ...one, points: [...points.values()].toSorted((a, b) => a.startMs - b.startMs) };
}

/** `FILL(series, 0)`, with a number, `REPEAT` (the last before) or `LINEAR`. */
function fill(args: readonly MathExpression[], scope: MathScope, evaluate: Evaluate): MathValue {
  const [of, by] = args;
  if (of === undefined || by === undefined || args.length !== 2)
    throw new MathError('FILL takes two arguments');
  const way =
    by.kind === 'reference' && (by.id === 'REPEAT' || by.id === 'LINEAR') ? by.id : evaluate(by, scope);
  return eachSeries(evaluate(of, scope), (series) => filled(series, way, scope));
}

function filled(series: Series, way: 'REPEAT' | 'LINEAR' | MathValue, { startMs, endMs }: MathScope): Series {
  const { periodMs } = series;
  if (periodMs === 0) return series;
  const known = new Map(series.points.map((point) => [point.startMs, point.value]));
  const filling =
    typeof way === 'object' ? new Map(seriesOf(way)[0]?.points.map((p) => [p.startMs, p.value])) : null;
  const points: Point[] = [];
  let next = 0;
  for (let at = Math.floor(startMs / periodMs) * periodMs; at < endMs; at += periodMs) {
    while ((series.points[next]?.startMs ?? Number.POSITIVE_INFINITY) < at) next++;
    const value =
      known.get(at) ??
      (typeof way === 'number'
        ? way
        : filling !== null
          ? filling.get(at)
          : between(series.points[next - 1], series.points[next], at, way as 'REPEAT' | 'LINEAR'));
    if (value !== undefined) points.push({ startMs: at, value });
  }
  return { ...series, points };
}

function between(
  before: Point | undefined,
  after: Point | undefined,
  at: number,
  way: 'REPEAT' | 'LINEAR',
): number | undefined {
  if (way === 'REPEAT' || before === undefined || after === undefined) return before?.value;
  const part = (at - before.startMs) / (after.startMs - before.startMs);
  return before.value + (after.value - before.value) * part;
}
