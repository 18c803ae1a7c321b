// Metrics of one's own: put, listed, and read back as statistics.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestContext, startMs, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

const minuteMs = 60_000;
const at = (offsetMs: number): Date => new Date(startMs + offsetMs);

function put(
  context: TestContext,
  ...values: readonly (readonly [afterMs: number, value: number])[]
): Promise<void> {
  const MetricData = values.map(([afterMs, Value]) => ({ MetricName: 'm', Timestamp: at(afterMs), Value }));
  return putMetricData({ Namespace: 'n', MetricData }, context);
}

const range = { Namespace: 'n', MetricName: 'm', StartTime: at(-10 * minuteMs), EndTime: at(10 * minuteMs) };

test('statistics begin with the minute of their start', async () => {
  const context = createTestContext();
  await put(context, [0, 1], [minuteMs, 2], [2 * minuteMs, 4]);
  const { Datapoints } = await getMetricStatistics(
    { ...range, StartTime: at(0), Period: 120, Statistics: ['Sum'] },
    context,
  );
  const minute = Math.floor(startMs / minuteMs) * minuteMs;
  assert.deepEqual(
    Datapoints!.map(({ Timestamp, Sum }) => [Timestamp!.getTime() - minute, Sum]),
    [
      [0, 3],
      [2 * minuteMs, 4],
    ],
  );
});

test('percentiles are read from values, also from values with counts', async () => {
  const context = createTestContext();
  const datum = { MetricName: 'm', Values: [1, 2, 100], Counts: [90, 9, 1] };
  await putMetricData({ Namespace: 'n', MetricData: [datum] }, context);
  const { Datapoints } = await getMetricStatistics(
    { ...range, Period: 60, ExtendedStatistics: ['p50', 'p95', 'p99.5'] },
    context,
  );
  assert.deepEqual(Datapoints![0]!.ExtendedStatistics, { p50: 1, p95: 2, 'p99.5': 100 });
});

test('a high-resolution metric has periods of seconds', async () => {
  const context = createTestContext();
  const datum = { MetricName: 'm', Value: 1, StorageResolution: 1 };
  await putMetricData(
    { Namespace: 'n', MetricData: [0, 1000, 12_000].map((after) => ({ ...datum, Timestamp: at(after) })) },
    context,
  );
  const { MetricDataResults } = await getMetricData(
    {
      StartTime: at(-minuteMs),
      EndTime: at(minuteMs),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        { Id: 'q', MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 10, Stat: 'Sum' } },
      ],
    },
    context,
  );
  assert.deepEqual(MetricDataResults![0]!.Values, [2, 1]);
});

test('data come newest first, and in pages that together hold each value once', async () => {
  const context = createTestContext();
  await put(context, ...Array.from({ length: 7 }, (_, n) => [n * minuteMs, n] as const));
  const query = (Id: string, Stat: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat },
  });
  const found: Record<string, number[]> = { a: [], b: [] };
  let NextToken: string | undefined;
  do {
    const page = await getMetricData(
      {
        StartTime: range.StartTime,
        EndTime: range.EndTime,
        MaxDatapoints: 4,
        NextToken,
        MetricDataQueries: [query('a', 'Sum'), query('b', 'SampleCount')],
      },
      context,
    );
    for (const { Id, Values } of page.MetricDataResults!) found[Id!]!.push(...Values!);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  assert.deepEqual(found, { a: [6, 5, 4, 3, 2, 1, 0], b: [1, 1, 1, 1, 1, 1, 1] });
});

test('metrics are listed by what their dimensions hold', async () => {
  const context = createTestContext();
  const put = (...dimensions: readonly [string, string][]): Promise<void> =>
    putMetricData(
      {
        Namespace: 'n',
        MetricData: [
          { MetricName: 'm', Value: 1, Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })) },
        ],
      },
      context,
    );
  await put(['A', '1']);
  await put(['A', '2'], ['B', '1']);
  const count = async (more: object): Promise<number> => (await listMetrics(more, context)).Metrics!.length;
  assert.equal(await count({}), 2);
  assert.equal(await count({ Dimensions: [{ Name: 'A' }] }), 2);
  assert.equal(await count({ Dimensions: [{ Name: 'A', Value: '2' }] }), 1);
  assert.equal(await count({ Dimensions: [{ Name: 'C' }] }), 0);
  context.advance(4 * 3_600_000);
  assert.equal(await count({ RecentlyActive: 'PT3H' }), 0);
});

test('what asks for the impossible is refused, and what is not built by its name', async () => {
  const context = createTestContext();
  const statistics = { ...range, Period: 60, Statistics: ['Sum' as const] };
  const refuse = (more: object, code: string, message: RegExp): Promise<unknown> =>
    assertRefused(getMetricStatistics({ ...statistics, ...more }, context), code, message);
  await refuse({ StartTime: range.EndTime }, 'InvalidParameterValue', /StartTime must be less/);
  await refuse({ Period: 61 }, 'InvalidParameterValue', /Period/);
  await refuse({ Statistics: [] }, 'MissingParameter', /At least one/);
  await refuse(
    { StartTime: new Date(0), Period: 60 },
    'InvalidParameterCombination',
    /exceeds the limit of 1,440/,
  );
  await refuse({ ExtendedStatistics: ['TM(10%:90%)'] }, 'NotImplemented', /TM/);
  const refuseExpression = (Expression: string, code: string, message: RegExp): Promise<unknown> => {
    const MetricDataQueries = [{ Id: 'e', Expression }];
    const { StartTime, EndTime } = range;
    return assertRefused(getMetricData({ StartTime, EndTime, MetricDataQueries }, context), code, message);
  };
  await refuseExpression('m1 * 2', 'ValidationError', /Undefined id 'm1'/);
  await refuseExpression('e + 1', 'ValidationError', /Circular reference/);
  await refuseExpression('1 +', 'ValidationError', /Unexpected end/);
  await refuseExpression('1 + 2', 'ValidationError', /must be a time series/);
  await refuseExpression('ANOMALY_DETECTION_BAND(m1, 2)', 'NotImplemented', /ANOMALY_DETECTION_BAND/);
  await refuseExpression('SELECT AVG(x) FROM y', 'NotImplemented', /Metrics Insights/);
  await assertRefused(
    putMetricData({ Namespace: 'AWS/Lambda', MetricData: [] }, context),
    'InvalidParameterValue',
    /Namespace/,
  );
  await assertRefused(put(context, [-15 * 86_400_000, 1]), 'InvalidParameterValue', /Timestamp/);
  await assertRefused(put(context, [0, Number.NaN]), 'InvalidParameterValue', /NaN/);
});
