// Statistics of merged minutes are those of all their values; percentiles are off by no more than the rounding.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  aggregateOf,
  mergeAggregates,
  roundedValue,
  type MetricAggregate,
} from '../store/metric-aggregate.ts';
import { intoPeriods, statisticNamed } from './statistics.ts';

const whole = (values: readonly number[]): MetricAggregate =>
  values.map((value) => aggregateOf(value)).reduce(mergeAggregates);
const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 40 });

test('merging makes no difference in any order', () => {
  fc.assert(
    fc.property(values, values, values, (one, two, three) => {
      const sorted = ({ values: found, ...rest }: MetricAggregate) => ({
        ...rest,
        values: [...found].toSorted(([a], [b]) => a - b),
      });
      const [a, b, c] = [whole(one), whole(two), whole(three)];
      assert.deepEqual(
        sorted(mergeAggregates(mergeAggregates(a, b), c)),
        sorted(mergeAggregates(c, mergeAggregates(b, a))),
      );
      assert.deepEqual(sorted(mergeAggregates(a, b)), sorted(whole([...one, ...two])));
    }),
  );
});

test('statistics are those of a naive evaluation', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 100 }), (numbers, percent) => {
      const aggregate = whole(numbers);
      const sorted = numbers.toSorted((one, other) => one - other);
      const total = numbers.reduce((sum, value) => sum + value, 0);
      assert.equal(statisticNamed('SampleCount')!(aggregate), numbers.length);
      assert.equal(statisticNamed('Sum')!(aggregate), total);
      assert.equal(statisticNamed('Average')!(aggregate), total / numbers.length);
      assert.equal(statisticNamed('Minimum')!(aggregate), sorted[0]);
      assert.equal(statisticNamed('Maximum')!(aggregate), sorted.at(-1));
      const index = Math.max(Math.ceil((percent * numbers.length) / 100) - 1, 0);
      assert.equal(statisticNamed(`p${percent}`)!(aggregate), sorted[index]);
    }),
  );
});

test('a rounded value is off by no more than half a per cent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.ok(Math.abs(roundedValue(value) - value) <= Math.abs(value) * 0.005 + Number.MIN_VALUE);
    }),
  );
});

test('a percentile of statistics without their values is unknown, unless all values are one', () => {
  const aggregate: MetricAggregate = { count: 10, sum: 55, min: 1, max: 10, values: new Map() };
  assert.equal(statisticNamed('p50')!(aggregate), null);
  assert.equal(statisticNamed('p50')!({ ...aggregate, min: 5, max: 5 }), 5);
  for (const name of ['p101', 'p', 'TM(10%:90%)', 'toString', 'average'])
    assert.equal(statisticNamed(name), null);
});

test('minutes are put into periods that begin where they are asked to', () => {
  const stored = [0, 60_000, 120_000, 300_000].map((startMs) => ({
    startMs,
    unit: 'None',
    aggregate: aggregateOf(1),
  }));
  const starts = (periodMs: number, originMs?: number) =>
    intoPeriods(stored, periodMs, originMs).map(({ startMs, aggregate }) => [startMs, aggregate.sum]);
  assert.deepEqual(starts(120_000), [
    [0, 2],
    [120_000, 1],
    [240_000, 1],
  ]);
  assert.deepEqual(starts(120_000, 60_000), [
    [-60_000, 1],
    [60_000, 2],
    [300_000, 1],
  ]);
});
