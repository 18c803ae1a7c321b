// Alarms: none can be put yet, so none are there, and none has a state to be set.
import type { DescribeAlarmsOutput, SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../core/errors.ts';

export function describeAlarms(): DescribeAlarmsOutput {
  return { CompositeAlarms: [], LogAlarms: [], MetricAlarms: [] };
}

/** Recorded: without a message. @throws AwsError ResourceNotFound */
export function setAlarmState({ AlarmName }: SetAlarmStateInput): never {
  void AlarmName;
  throw new AwsError('ResourceNotFound', 404, '');
}
