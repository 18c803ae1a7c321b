// An alarm enters a state: it is written down, and the actions for that state are done.
import { functionArn, parseFunctionArn } from '../../core/arn.ts';
import { messageOf } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import {
  alarmArn,
  queriesOfAlarm,
  withHistory,
  type AlarmDocument,
  type AlarmHistoryEntry,
  type AlarmState,
} from './alarm.ts';
import { changeAlarm } from './change-alarm.ts';

type Context = Pick<OperationContext, 'store' | 'accountId' | 'region' | 'lambda' | 'clock'>;

/** The state of before is that of the alarm as it was read. */
export async function enterState(context: Context, alarm: AlarmDocument, state: AlarmState): Promise<void> {
  const before = alarm.state;
  const isNew = before.value !== state.value;
  const entries: AlarmHistoryEntry[] = [];
  if (isNew) {
    entries.push({
      atMs: state.updatedAtMs,
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.value} to ${state.value}`,
      data: JSON.stringify({ version: '1.0', oldState: stateShape(before), newState: stateShape(state) }),
    });
  }
  const written = await changeAlarm(
    context,
    alarm.alarmName,
    (known) => known && { ...known, state, history: withHistory(known, ...entries) },
  );
  if (written === null || !isNew || written.configuration.ActionsEnabled === false) return;
  for (const action of actionsFor(written)) {
    const entry = await act(context, written, before, action);
    await changeAlarm(
      context,
      alarm.alarmName,
      (known) => known && { ...known, history: withHistory(known, entry) },
    );
  }
}

function actionsFor({ state, configuration }: AlarmDocument): readonly string[] {
  switch (state.value) {
    case 'OK':
      return configuration.OKActions ?? [];
    case 'ALARM':
      return configuration.AlarmActions ?? [];
    case 'INSUFFICIENT_DATA':
      return configuration.InsufficientDataActions ?? [];
  }
}

const servicePrincipal = 'lambda.alarms.cloudwatch.amazonaws.com';

async function act(
  context: Context,
  alarm: AlarmDocument,
  before: AlarmState,
  action: string,
): Promise<AlarmHistoryEntry> {
  const entry = (summary: string): AlarmHistoryEntry => ({
    atMs: context.clock.nowMs(),
    type: 'Action',
    summary,
    data: JSON.stringify({ actionState: summary.startsWith('Successfully') ? 'Succeeded' : 'Failed' }),
  });
  const target = parseFunctionArn(action);
  if (target === null) {
    return entry(`Failed to execute action ${action}: Varco builds no actions but Lambda functions.`);
  }
  try {
    const done = await context.lambda.invokeAsync({
      functionArn: functionArn(target),
      payload: JSON.stringify(eventOf(context, alarm, before)),
      traceHeader: '',
      servicePrincipal: {
        service: servicePrincipal,
        sourceArn: alarmArn(context, alarm.alarmName),
        sourceAccount: context.accountId,
      },
      clientContext: null,
    });
    return entry(
      done.kind === 'accepted'
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "${done.message}"`,
    );
  } catch (error) {
    return entry(`Failed to execute action ${action}. Received error: "${messageOf(error)}"`);
  }
}

/** What a function is invoked with (CloudWatch user guide, "Using Amazon CloudWatch alarms": Lambda alarm actions). */
function eventOf(context: Context, alarm: AlarmDocument, before: AlarmState): object {
  const { alarmName, configuration, state } = alarm;
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(context, alarmName),
    accountId: context.accountId,
    time: timestamp(state.updatedAtMs),
    region: context.region,
    alarmData: {
      alarmName,
      state: stateShape(state),
      previousState: stateShape(before),
      configuration: {
        ...(configuration.AlarmDescription !== undefined && { description: configuration.AlarmDescription }),
        metrics: queriesOfAlarm(configuration).map(({ Id, MetricStat, Expression, Label, ReturnData }) => ({
          id: Id,
          ...(MetricStat !== undefined && {
            metricStat: {
              metric: {
                namespace: MetricStat.Metric?.Namespace,
                name: MetricStat.Metric?.MetricName,
                dimensions: Object.fromEntries(
                  (MetricStat.Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
                ),
              },
              period: MetricStat.Period,
              stat: MetricStat.Stat,
              ...(MetricStat.Unit !== undefined && { unit: MetricStat.Unit }),
            },
          }),
          ...(Expression !== undefined && { expression: Expression, label: Label ?? Id }),
          returnData: ReturnData !== false,
        })),
      },
    },
  };
}

function stateShape({ value, reason, reasonData, updatedAtMs }: AlarmState): object {
  return {
    value,
    reason,
    ...(reasonData !== null && { reasonData }),
    timestamp: timestamp(updatedAtMs),
  };
}

/** `2026-01-31T09:00:00.000+0000`. */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
