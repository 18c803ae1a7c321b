// PutMetricAlarm: watches a metric or an expression over metrics, from now on.
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { alarmsMax } from '../../core/limits.ts';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { withHistory, type AlarmDocument, type AlarmState } from './alarm.ts';
import { changeAlarm } from './change-alarm.ts';
import { validationError } from './errors.ts';
import { evaluateQueries } from './metric-queries.ts';

/** @throws AwsError ValidationError, LimitExceeded, NotImplemented */
export async function putMetricAlarm(input: PutMetricAlarmInput, context: OperationContext): Promise<void> {
  const { AlarmName, Tags: _tags, ...configuration } = input;
  await assertWatchable(input, context);
  const nowMs = context.clock.nowMs();
  await changeAlarm(context, AlarmName!, async (known) => {
    if (known === null && (await context.store.list('metric-alarm')).length >= alarmsMax) {
      throw new AwsError('LimitExceeded', 400, `Varco keeps at most ${alarmsMax} alarms.`);
    }
    const state: AlarmState = known?.state ?? {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reasonData: null,
      updatedAtMs: nowMs,
    };
    const alarm: AlarmDocument = {
      alarmName: AlarmName!,
      configuration,
      configuredAtMs: nowMs,
      state,
      history: known?.history ?? [],
    };
    const done = known === null ? 'created' : 'updated';
    return {
      ...alarm,
      history: withHistory(alarm, {
        atMs: nowMs,
        type: 'ConfigurationUpdate',
        summary: `Alarm "${AlarmName}" ${done}`,
        data: JSON.stringify({ version: '1.0', type: known === null ? 'Create' : 'Update' }),
      }),
    };
  });
}

async function assertWatchable(input: PutMetricAlarmInput, context: OperationContext): Promise<void> {
  const { MetricName, Metrics, Statistic, ExtendedStatistic, Period, Threshold, ThresholdMetricId } = input;
  const { EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods } = input;
  if (ThresholdMetricId !== undefined)
    throw notBuilt('ThresholdMetricId (anomaly detection) of PutMetricAlarm');
  if (input.EvaluationPeriods === undefined) throw validationError('EvaluationPeriods must be specified.');
  if (Threshold === undefined) throw validationError('Threshold must be specified.');
  const isExpression = Metrics !== undefined && Metrics.length > 0;
  if (isExpression === (MetricName !== undefined)) {
    throw validationError('Exactly one of MetricName and Metrics must be specified.');
  }
  if (DatapointsToAlarm > EvaluationPeriods) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  }
  if (isExpression) {
    const returned = Metrics.filter(({ ReturnData }) => ReturnData !== false);
    if (returned.length !== 1) throw validationError('Exactly one element of Metrics must return data.');
    const nowMs = context.clock.nowMs();
    // Read once, so that what cannot be watched is refused now.
    await evaluateQueries(Metrics, await context.telemetry.metrics(), {
      startMs: nowMs - 60_000,
      endMs: nowMs,
    });
    return;
  }
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.');
  }
  if (Period === undefined || !([10, 20, 30].includes(Period) || (Period > 0 && Period % 60 === 0))) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60');
  }
}
