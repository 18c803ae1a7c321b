// Alarms: put, evaluated over whole periods, described with their history, and their actions done.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { InvocationRequest } from '../../lambda/invocation.ts';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { deleteAlarms, disableAlarmActions, setAlarmState } from './alarm-operations.ts';
import { describeAlarmHistory, describeAlarms } from './describe-alarms.ts';
import { evaluateAlarms, judge } from './evaluate-alarms.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';

const functionArn = 'arn:aws:lambda:eu-south-1:111122223333:function:told';

const alarm: PutMetricAlarmInput = {
  AlarmName: 'errors',
  Namespace: 'N',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  DatapointsToAlarm: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  AlarmActions: [functionArn, 'arn:aws:sns:eu-south-1:111122223333:topic'],
};

function listening(): { readonly context: TestContext; readonly told: InvocationRequest[] } {
  const plain = createTestContext();
  const told: InvocationRequest[] = [];
  const lambda: TestContext['lambda'] = {
    ...plain.lambda,
    invokeAsync: async (request) => {
      told.push(request);
      return { kind: 'accepted', requestId: 'r' };
    },
  };
  return { context: { ...plain, lambda }, told };
}

async function stateAfter(context: TestContext, value: number | null, advanceMs = 60_000): Promise<string> {
  if (value !== null) {
    const datum = { MetricName: 'Errors', Value: value, Timestamp: new Date(context.clock.nowMs()) };
    await putMetricData({ Namespace: 'N', MetricData: [datum] }, context);
  }
  context.advance(advanceMs);
  await evaluateAlarms(context, (error) => {
    throw error;
  });
  const { MetricAlarms } = await describeAlarms({}, context);
  return `${MetricAlarms![0]!.StateValue}: ${MetricAlarms![0]!.StateReason}`;
}

test('an alarm goes through its states as its metric does, and tells functions of it', async () => {
  const { context, told } = listening();
  await putMetricAlarm(alarm, context);
  assert.match(await stateAfter(context, null), /^INSUFFICIENT_DATA: Unchecked: Initial alarm creation/);
  assert.match(
    await stateAfter(context, 3),
    /^OK: Threshold Crossed: 1 datapoint \[3\.0 \(02\/01\/26 03:05:00\)\] was not greater than the threshold \(5\.0\)\.$/,
  );
  assert.match(
    await stateAfter(context, 7),
    /^ALARM: Threshold Crossed: 1 out of the last 2 datapoints \[7\.0 \(.*\)\] was greater than the threshold \(5\.0\) \(minimum 1 datapoint for OK -> ALARM transition\)\.$/,
  );
  assert.equal(told.length, 1);
  const event = JSON.parse(told[0]!.payload) as {
    readonly source: string;
    readonly alarmData: {
      readonly state: { readonly value: string };
      readonly previousState: { readonly value: string };
    };
  };
  assert.equal(event.source, 'aws.cloudwatch');
  assert.equal(event.alarmData.state.value, 'ALARM');
  assert.equal(event.alarmData.previousState.value, 'OK');
  assert.equal(told[0]!.servicePrincipal?.service, 'lambda.alarms.cloudwatch.amazonaws.com');
  assert.match(
    await stateAfter(context, null, 180_000),
    /^INSUFFICIENT_DATA: .* 2 datapoints were unknown\./,
  );
  const { AlarmHistoryItems = [] } = await describeAlarmHistory({ AlarmName: 'errors' }, context);
  assert.deepEqual(
    AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary),
    [
      'Alarm updated from ALARM to INSUFFICIENT_DATA',
      'Failed to execute action arn:aws:sns:eu-south-1:111122223333:topic: Varco builds no actions but Lambda functions.',
      `Successfully executed action ${functionArn}`,
      'Alarm updated from OK to ALARM',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm "errors" created',
    ],
  );
});

test('a state that is set stays until the next evaluation; actions may be off; deleting takes it away', async () => {
  const { context, told } = listening();
  await putMetricAlarm(alarm, context);
  await disableAlarmActions({ AlarmNames: ['errors'] }, context);
  await setAlarmState({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'tried' }, context);
  const { MetricAlarms } = await describeAlarms({ StateValue: 'ALARM' }, context);
  assert.equal(MetricAlarms?.[0]?.StateReason, 'tried');
  assert.equal(MetricAlarms?.[0]?.AlarmArn, 'arn:aws:cloudwatch:eu-south-1:111122223333:alarm:errors');
  assert.equal(told.length, 0);
  await deleteAlarms({ AlarmNames: ['errors', 'none'] }, context);
  assert.deepEqual((await describeAlarms({}, context)).MetricAlarms, []);
  await assertRefused(
    setAlarmState({ AlarmName: 'errors', StateValue: 'OK', StateReason: '' }, context),
    'ResourceNotFound',
    /^$/,
  );
});

test('an expression is watched as a metric is', async () => {
  const { context } = listening();
  const { MetricName, Namespace, Statistic, Period, ...others } = alarm;
  void Statistic;
  await putMetricAlarm(
    {
      ...others,
      Metrics: [
        {
          Id: 'm',
          ReturnData: false,
          MetricStat: { Metric: { Namespace, MetricName }, Period, Stat: 'Sum' },
        },
        { Id: 'e', Expression: 'm * 10' },
      ],
    },
    context,
  );
  assert.match(await stateAfter(context, 1), /^ALARM: .*\[10\.0 /);
});

test('missing data counts as it is said', () => {
  const of = (TreatMissingData: string, before: 'OK' | 'ALARM', ...values: readonly (number | null)[]) =>
    judge(
      { ...alarm, DatapointsToAlarm: 2, TreatMissingData },
      values.map((value, index) => ({ startMs: index * 60_000, value })),
      before,
    )?.value ?? 'as it was';
  assert.equal(of('missing', 'OK', null, null), 'INSUFFICIENT_DATA');
  assert.equal(of('notBreaching', 'OK', null, null), 'OK');
  assert.equal(of('breaching', 'OK', null, 9), 'ALARM');
  assert.equal(of('ignore', 'ALARM', null, null), 'as it was');
  assert.equal(of('ignore', 'ALARM', null, 9), 'as it was');
  assert.equal(of('missing', 'ALARM', null, 9), 'OK');
});

test('what cannot be watched is refused', async () => {
  const context = createTestContext();
  const refuse = (more: object, code: string, message: RegExp): Promise<unknown> =>
    assertRefused(putMetricAlarm({ ...alarm, ...more }, context), code, message);
  await refuse({ Period: 7 }, 'ValidationError', /multiple of 60/);
  await refuse({ Statistic: undefined }, 'ValidationError', /Statistic/);
  await refuse({ DatapointsToAlarm: 3 }, 'ValidationError', /DatapointsToAlarm/);
  await refuse({ ThresholdMetricId: 'x' }, 'NotImplemented', /anomaly/);
  await refuse(
    { MetricName: undefined, Metrics: [{ Id: 'e', Expression: 'm +' }] },
    'ValidationError',
    /end/,
  );
});
