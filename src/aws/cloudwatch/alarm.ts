// A metric alarm as the store keeps it, and as operations answer with it.
import type { MetricAlarm, MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { alarmHistoryMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmState {
  readonly value: AlarmStateValue;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string | null;
  readonly updatedAtMs: number;
}

export interface AlarmHistoryEntry {
  readonly atMs: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

export interface AlarmDocument {
  readonly alarmName: string;
  readonly configuration: AlarmConfiguration;
  readonly configuredAtMs: number;
  readonly state: AlarmState;
  /** Newest first, so many. AWS keeps it for 30 days, also of alarms that are gone. */
  readonly history: readonly AlarmHistoryEntry[];
}

/** As it was put, without its tags. */
export type AlarmConfiguration = Omit<PutMetricAlarmInput, 'AlarmName' | 'Tags'>;

export function alarmArn(
  { region, accountId }: Pick<OperationContext, 'region' | 'accountId'>,
  name: string,
): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

export function withHistory(
  alarm: AlarmDocument,
  ...entries: readonly AlarmHistoryEntry[]
): readonly AlarmHistoryEntry[] {
  return [...entries, ...alarm.history].slice(0, alarmHistoryMax);
}

/** What is asked of the metrics, whichever way the alarm was put; the one whose data is returned is watched. */
export function queriesOfAlarm(configuration: AlarmConfiguration): readonly MetricDataQuery[] {
  const { Metrics, MetricName, Namespace, Dimensions, Period, Statistic, ExtendedStatistic, Unit } =
    configuration;
  if (Metrics !== undefined && Metrics.length > 0) return Metrics;
  return [
    {
      Id: 'm1',
      MetricStat: {
        Metric: { MetricName, Namespace, ...(Dimensions !== undefined && { Dimensions }) },
        Period,
        Stat: Statistic ?? ExtendedStatistic,
        ...(Unit !== undefined && { Unit }),
      },
      ReturnData: true,
    },
  ];
}

/** Seconds; of an expression, the longest of what it stands on. */
export function periodOf(configuration: AlarmConfiguration): number {
  const periods = queriesOfAlarm(configuration).map(
    ({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0,
  );
  return Math.max(...periods) || defaultPeriodSeconds;
}

const defaultPeriodSeconds = 60;

export function alarmShape(alarm: AlarmDocument, context: OperationContext): MetricAlarm {
  const { alarmName, configuration, configuredAtMs, state } = alarm;
  const { EvaluationWindow: _window, ...rest } = configuration as AlarmConfiguration & {
    readonly EvaluationWindow?: unknown;
  };
  return present({
    ...rest,
    AlarmName: alarmName,
    AlarmArn: alarmArn(context, alarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAtMs),
    ActionsEnabled: configuration.ActionsEnabled ?? true,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    Dimensions: configuration.Dimensions ?? [],
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.updatedAtMs),
    StateTransitionedTimestamp: new Date(state.updatedAtMs),
  });
}
