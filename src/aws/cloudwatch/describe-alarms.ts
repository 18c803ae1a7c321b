// DescribeAlarms and DescribeAlarmHistory: which alarms there are, in which states, and how they came there.
import type {
  DescribeAlarmHistoryInput,
  DescribeAlarmHistoryOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { page } from '../page.ts';
import { alarmShape, type AlarmDocument } from './alarm.ts';
import { invalidToken } from './errors.ts';

const pageDefault = 50;

/** @throws AwsError InvalidNextToken */
export async function describeAlarms(
  input: DescribeAlarmsInput,
  context: OperationContext,
): Promise<DescribeAlarmsOutput> {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, ActionPrefix, MaxRecords, NextToken } = input;
  const { ChildrenOfAlarmName, ParentsOfAlarmName } = input;
  refuseNotBuilt('DescribeAlarms', { ChildrenOfAlarmName, ParentsOfAlarmName });
  const all =
    AlarmTypes === undefined || AlarmTypes.includes('MetricAlarm')
      ? await context.store.list<AlarmDocument>('metric-alarm')
      : [];
  const wanted = all.filter(
    ({ alarmName, state, configuration }) =>
      (AlarmNames === undefined || AlarmNames.length === 0 || AlarmNames.includes(alarmName)) &&
      alarmName.startsWith(AlarmNamePrefix ?? '') &&
      (StateValue === undefined || state.value === StateValue) &&
      (ActionPrefix === undefined ||
        [
          ...(configuration.AlarmActions ?? []),
          ...(configuration.OKActions ?? []),
          ...(configuration.InsufficientDataActions ?? []),
        ].some((action) => action.startsWith(ActionPrefix))),
  );
  const found = page(wanted, ({ alarmName }) => alarmName, NextToken, MaxRecords ?? pageDefault);
  if (found === null) throw invalidToken();
  return {
    CompositeAlarms: [],
    LogAlarms: [],
    MetricAlarms: found.items.map((alarm) => alarmShape(alarm, context)),
    ...(found.next !== undefined && { NextToken: found.next }),
  };
}

const historyPageDefault = 100;

/** @throws AwsError InvalidNextToken */
export async function describeAlarmHistory(
  input: DescribeAlarmHistoryInput,
  { store }: OperationContext,
): Promise<DescribeAlarmHistoryOutput> {
  const { AlarmName, HistoryItemType, StartDate, EndDate, MaxRecords, NextToken, ScanBy } = input;
  const alarms = (await store.list<AlarmDocument>('metric-alarm')).filter(
    ({ alarmName }) => AlarmName === undefined || alarmName === AlarmName,
  );
  const entries = alarms
    .flatMap(({ alarmName, history }) => history.map((entry) => ({ alarmName, ...entry })))
    .filter(
      ({ atMs, type }) =>
        (HistoryItemType === undefined || type === HistoryItemType) &&
        atMs >= (StartDate?.getTime() ?? 0) &&
        atMs <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
    )
    .toSorted((one, other) => other.atMs - one.atMs);
  if (ScanBy === 'TimestampAscending') entries.reverse();
  const keyed = entries.map((entry, index) => ({ entry, key: String(index).padStart(9, '0') }));
  const found = page(keyed, ({ key }) => key, NextToken, MaxRecords ?? historyPageDefault);
  if (found === null) throw invalidToken();
  return {
    AlarmHistoryItems: found.items.map(({ entry: { alarmName, atMs, type, summary, data } }) => ({
      AlarmName: alarmName,
      AlarmType: 'MetricAlarm',
      Timestamp: new Date(atMs),
      HistoryItemType: type,
      HistorySummary: summary,
      HistoryData: data,
    })),
    ...(found.next !== undefined && { NextToken: found.next }),
  };
}
