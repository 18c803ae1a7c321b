// CloudWatch's operations: the table of contents by which a request finds its operation.
import { describeAlarms, setAlarmState } from './alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

/** AWS's name of the operation → `(input, context, call) → output`. An operation that is not here is not built. */
export const cloudwatchOperations = {
  PutMetricData: putMetricData,
  GetMetricStatistics: getMetricStatistics,
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
  DescribeAlarms: describeAlarms,
  SetAlarmState: setAlarmState,
  // AWS also has PutMetricAlarm and its kin, dashboards, anomaly detectors, insight rules and metric streams.
} as const;
