// What `stats` works out of many rows: counts, sums, averages, percentiles, each in a bounded space.
import { insightsDistinctMax } from '../../core/limits.ts';
import { Distribution } from '../metric-sums.ts';
import { statisticNamed } from '../statistics.ts';
import { evaluate } from './evaluate.ts';
import type { AggregateName, Expression } from './query.ts';
import type { Scope } from './scope.ts';
import { numberOf, sortOrder, textOf, type Value } from './value.ts';

export interface Aggregate {
  add(scope: Scope): void;
  result(): Value;
}

type AggregateCall = Expression & { readonly kind: 'aggregate' };

export function createAggregate({ name, args }: AggregateCall): Aggregate {
  const [of] = args;
  switch (name) {
    case 'count':
      return counting(of);
    case 'count_distinct':
      return distinct(of);
    case 'pct':
      return percentile(of, args[1]);
    case 'median':
      return percentile(of, { kind: 'literal', value: 50 });
    case 'sum':
    case 'avg':
    case 'stddev':
      return moments(name, of);
    case 'min':
    case 'max':
      return extreme(of, name === 'min' ? -1 : 1);
    case 'sortsfirst':
    case 'sortslast':
      return extreme(of, name === 'sortsfirst' ? -1 : 1);
    case 'earliest':
    case 'latest':
      return inTime(of, name === 'earliest' ? -1 : 1);
  }
}

const valueIn = (of: Expression | undefined, scope: Scope): Value =>
  of === undefined ? null : evaluate(of, scope);

function counting(of: Expression | undefined): Aggregate {
  let count = 0;
  return {
    add(scope) {
      if (of === undefined || evaluate(of, scope) !== null) count++;
    },
    result: () => count,
  };
}

/** Exact up to a bound, and that bound beyond it: AWS's own is an estimate. */
function distinct(of: Expression | undefined): Aggregate {
  const seen = new Set<string>();
  return {
    add(scope) {
      const value = valueIn(of, scope);
      if (value !== null && seen.size < insightsDistinctMax) seen.add(textOf(value));
    },
    result: () => seen.size,
  };
}

/** At most 0.5 % off, as metrics' percentiles are; exact for whole numbers below 1000. */
function percentile(of: Expression | undefined, percent: Expression | undefined): Aggregate {
  const distribution = new Distribution();
  let count = 0;
  let statistic: ReturnType<typeof statisticNamed> = null;
  return {
    add(scope) {
      const number = numberOf(valueIn(of, scope));
      if (number === null) return;
      statistic ??= statisticNamed(`p${numberOf(valueIn(percent, scope))}`);
      distribution.add(number);
      count++;
    },
    result: () => (count === 0 || statistic === null ? null : statistic(distribution.aggregate())),
  };
}

function moments(name: AggregateName & ('sum' | 'avg' | 'stddev'), of: Expression | undefined): Aggregate {
  let count = 0;
  let sum = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(scope) {
      const number = numberOf(valueIn(of, scope));
      if (number === null) return;
      count++;
      sum += number;
      // Welford's way keeps its digits.
      const difference = number - mean;
      mean += difference / count;
      squares += difference * (number - mean);
    },
    result() {
      if (count === 0) return null;
      if (name === 'sum') return sum;
      return name === 'avg' ? sum / count : Math.sqrt(squares / count);
    },
  };
}

function extreme(of: Expression | undefined, direction: 1 | -1): Aggregate {
  let best: Value = null;
  return {
    add(scope) {
      const value = valueIn(of, scope);
      if (value === null) return;
      if (best === null || sortOrder(value, best) * direction > 0) best = value;
    },
    result: () => best,
  };
}

function inTime(of: Expression | undefined, direction: 1 | -1): Aggregate {
  let best: Value = null;
  let bestMs: number | null = null;
  return {
    add(scope) {
      const ms = numberOf(scope.get('@timestamp'));
      const value = valueIn(of, scope);
      if (ms === null || value === null) return;
      if (bestMs !== null && (ms - bestMs) * direction <= 0) return;
      best = value;
      bestMs = ms;
    },
    result: () => best,
  };
}
