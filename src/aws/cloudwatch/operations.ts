// CloudWatch's operations: the table of contents by which a request finds its operation.
import { deleteAlarms, disableAlarmActions, enableAlarmActions, setAlarmState } from './alarm-operations.ts';
import { describeAlarmHistory, describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';

/** AWS's name of the operation → `(input, context, call) → output`. An operation that is not here is not built. */
export const cloudwatchOperations = {
  PutMetricData: putMetricData,
  GetMetricStatistics: getMetricStatistics,
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
  PutMetricAlarm: putMetricAlarm,
  DescribeAlarms: describeAlarms,
  DescribeAlarmHistory: describeAlarmHistory,
  DeleteAlarms: deleteAlarms,
  EnableAlarmActions: enableAlarmActions,
  DisableAlarmActions: disableAlarmActions,
  SetAlarmState: setAlarmState,
  // AWS also has composite alarms, DescribeAlarmsForMetric, dashboards, anomaly detectors, insight rules and metric streams.
} as const;
