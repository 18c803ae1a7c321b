// GetMetricData's expressions: arithmetic over metrics point by point, functions, and searches for metrics.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { createTestContext, startMs, type TestContext } from '../testing/operation-context.ts';
import { getMetricData } from './get-metric-data.ts';
import { putMetricData } from './put-metric-data.ts';

const minuteMs = 60_000;
const beginMs = Math.floor(startMs / minuteMs) * minuteMs;

/** One value a minute; null leaves it out. */
async function put(
  context: TestContext,
  MetricName: string,
  values: readonly (number | null)[],
  host?: string,
): Promise<void> {
  const MetricData = values.flatMap((Value, index) =>
    Value === null
      ? []
      : [
          {
            MetricName,
            Value,
            Timestamp: new Date(beginMs + index * minuteMs),
            ...(host !== undefined && { Dimensions: [{ Name: 'Host', Value: host }] }),
          },
        ],
  );
  await putMetricData({ Namespace: 'N', MetricData }, context);
}

const metric = (Id: string, MetricName: string): MetricDataQuery => ({
  Id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'N', MetricName }, Period: 60, Stat: 'Sum' },
});

async function ask(context: TestContext, Expression: string) {
  const { MetricDataResults = [] } = await getMetricData(
    {
      StartTime: new Date(beginMs),
      EndTime: new Date(beginMs + 5 * minuteMs),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [metric('a', 'A'), metric('b', 'B'), { Id: 'e', Expression }],
    },
    context,
  );
  return MetricDataResults;
}

test('operators and functions work point by point, where all have one', async () => {
  const context = createTestContext();
  await put(context, 'A', [1, 2, 3, 4]);
  await put(context, 'B', [10, 0, null, 8]);
  const valuesOf = async (expression: string): Promise<readonly number[]> =>
    (await ask(context, expression))[0]!.Values!;
  const expected: Readonly<Record<string, readonly number[]>> = {
    'a + b * 2': [21, 2, 20],
    '(a + 1) * 2': [4, 6, 8, 10],
    '-a ^ 2': [-1, -4, -9, -16],
    'b / a': [10, 0, 2],
    // What is divided by zero is not there.
    'a / b': [0.1, 0.5],
    'a >= 2 && a < 4': [0, 1, 1, 0],
    'IF(a > 2, a, 0)': [0, 0, 3, 4],
    'IF(a > 2, a)': [3, 4],
    'FILL(b, 0)': [10, 0, 0, 8, 0],
    'FILL(b, REPEAT)': [10, 0, 0, 8, 8],
    'FILL(b, LINEAR)': [10, 0, 4, 8, 8],
    'RATE(a) * 60': [1, 1, 1],
    'DIFF(a)': [1, 1, 1],
    'RUNNING_SUM(a)': [1, 3, 6, 10],
    'SUM([a, b])': [11, 2, 3, 12],
    'SUM(METRICS())': [11, 2, 3, 12],
    'MAX(METRICS("b"))': [10, 0, 8],
    'AVG([a, b])': [5.5, 1, 3, 6],
    'a * 100 / SUM(a)': [10, 20, 30, 40],
    'a - MIN(a) + METRIC_COUNT(METRICS())': [2, 3, 4, 5],
    'TIME_SERIES(7)': [7, 7, 7, 7, 7],
    'a * PERIOD(a)': [60, 120, 180, 240],
  };
  for (const [expression, values] of Object.entries(expected)) {
    assert.deepEqual(await valuesOf(expression), values, expression);
  }
});

test('METRICS gives several results of one id, each with its label', async () => {
  const context = createTestContext();
  await put(context, 'A', [1]);
  await put(context, 'B', [2]);
  const results = await ask(context, 'METRICS() * 10');
  assert.deepEqual(
    results.map(({ Id, Label, Values }) => [Id, Label, Values]),
    [
      ['e', 'A', [10]],
      ['e', 'B', [20]],
    ],
  );
});

test('SEARCH finds metrics by schema, names and words', async () => {
  const context = createTestContext();
  await put(context, 'Errors', [1], 'web-1');
  await put(context, 'Errors', [2], 'web-2');
  await put(context, 'Errors', [3]);
  await put(context, 'Latency', [4], 'db-1');
  const sums = async (search: string): Promise<readonly number[]> =>
    (await ask(context, `SEARCH('${search}', 'Sum', 60)`))
      .map(({ Values }) => Values![0]!)
      .toSorted((one, other) => one - other);
  assert.deepEqual(await sums('{N,Host} MetricName="Errors"'), [1, 2]);
  assert.deepEqual(await sums('{N} Errors'), [3]);
  assert.deepEqual(await sums('Host=web NOT Host="web-2"'), [1]);
  assert.deepEqual(await sums('Namespace="N" (latency OR "web-1")'), [1, 4]);
  assert.deepEqual(await sums('{Other,Host} Errors'), []);
  const [total] = await ask(context, `SUM(SEARCH('{N,Host} MetricName="Errors"', 'Sum', 60))`);
  assert.deepEqual(total?.Values, [3]);
});
