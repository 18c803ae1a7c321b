// Metric filters and what is not built of subscription filters, by their operations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestContext, startMs } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { getMetricStatistics } from '../cloudwatch/get-metric-statistics.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeMetricFilters } from './describe-metric-filters.ts';
import { putLogEvents } from './put-log-events.ts';
import { putLogGroupDeletionProtection } from './put-log-group-deletion-protection.ts';
import { putMetricFilter } from './put-metric-filter.ts';
import { describeSubscriptionFilters, putSubscriptionFilter } from './subscription-filters.ts';
import { testMetricFilter } from './test-metric-filter.ts';

const transformation = { metricName: 'm', metricNamespace: 'n', metricValue: '$.size' };

test('a metric filter counts what is put from then on', async () => {
  const context = createTestContext();
  await createLogGroup({ logGroupName: 'g' }, context);
  await createLogStream({ logGroupName: 'g', logStreamName: 's' }, context);
  await putMetricFilter(
    {
      logGroupName: 'g',
      filterName: 'f',
      filterPattern: '{ $.size > 1 }',
      metricTransformations: [transformation],
    },
    context,
  );
  const messages = ['{"size": 1}', '{"size": 2}', '{"size": 3.5}', 'none'];
  const logEvents = messages.map((message) => ({ timestamp: startMs, message }));
  await putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents }, context);
  const { Datapoints } = await getMetricStatistics(
    {
      Namespace: 'n',
      MetricName: 'm',
      StartTime: new Date(startMs - 60_000),
      EndTime: new Date(startMs + 60_000),
      Period: 60,
      Statistics: ['Sum', 'SampleCount'],
    },
    context,
  );
  assert.deepEqual(
    Datapoints!.map(({ Sum, SampleCount }) => [Sum, SampleCount]),
    [[5.5, 2]],
  );
  assert.equal(
    (await describeMetricFilters({ metricName: 'm', metricNamespace: 'n' }, context)).metricFilters!.length,
    1,
  );
  assert.equal((await describeLogGroups({}, context)).logGroups![0]!.metricFilterCount, 1);
});

test('what is no pattern and no number is refused, and what is not built by its name', async () => {
  const context = createTestContext();
  await createLogGroup({ logGroupName: 'g' }, context);
  const input = {
    logGroupName: 'g',
    filterName: 'f',
    filterPattern: 'x',
    metricTransformations: [transformation],
  };
  await assertRefused(
    putMetricFilter({ ...input, filterPattern: '[a' }, context),
    'InvalidParameterException',
    'Invalid filter pattern',
  );
  const wrong = { ...transformation, metricValue: 'many' };
  await assertRefused(
    putMetricFilter({ ...input, metricTransformations: [wrong] }, context),
    'InvalidParameterException',
    /metricValue/,
  );
  await assertRefused(
    putMetricFilter({ ...input, logGroupName: 'none' }, context),
    'ResourceNotFoundException',
    /log group/,
  );
  await assertRefused(
    putMetricFilter({ ...input, applyOnTransformedLogs: true }, context),
    'NotImplemented',
    /applyOnTransformedLogs/,
  );
  const destinationArn = `arn:aws:lambda:${context.region}:${context.accountId}:function:f`;
  const subscription = { logGroupName: 'g', filterName: 'f', filterPattern: '', destinationArn };
  await assertRefused(
    putSubscriptionFilter(
      {
        ...subscription,
        destinationArn: `arn:aws:kinesis:${context.region}:${context.accountId}:stream/s`,
        roleArn: `arn:aws:iam::${context.accountId}:role/r`,
      },
      context,
    ),
    'NotImplemented',
    /kinesis of PutSubscriptionFilter/,
  );
  assert.deepEqual(await describeSubscriptionFilters({ logGroupName: 'g' }, context), {
    subscriptionFilters: [],
  });
});

test('a pattern is tried on messages', () => {
  const { matches } = testMetricFilter({
    filterPattern: '[ip, user, status = 4*]',
    logEventMessages: ['1.2.3.4 bob 200', '1.2.3.5 eve 404'],
  });
  assert.deepEqual(matches, [
    {
      eventNumber: 2,
      eventMessage: '1.2.3.5 eve 404',
      extractedValues: { $ip: '1.2.3.5', $user: 'eve', $status: '404' },
    },
  ]);
});

test('a protected group is not deleted', async () => {
  const context = createTestContext();
  await createLogGroup({ logGroupName: 'g', deletionProtectionEnabled: true }, context);
  await assertRefused(deleteLogGroup({ logGroupName: 'g' }, context), 'ValidationException', /protection/);
  await putLogGroupDeletionProtection({ logGroupIdentifier: 'g', deletionProtectionEnabled: false }, context);
  await deleteLogGroup({ logGroupName: 'g' }, context);
  assert.deepEqual((await describeLogGroups({}, context)).logGroups, []);
});
