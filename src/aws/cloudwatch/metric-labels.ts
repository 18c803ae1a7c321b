// The labels that GetMetricData gives its results where the request names none: the metric's name, and what tells it apart.
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** Statistic and period stand in a label where the queries differ in them (recorded). */
export function labelsOf(queries: readonly MetricDataQuery[]): readonly string[] {
  const stats = queries.map(({ MetricStat }) => MetricStat?.Stat);
  const periods = queries.map(({ MetricStat }) => String(MetricStat?.Period));
  const differs = (values: readonly unknown[]): boolean => new Set(values).size > 1;
  // What AWS shows of metrics that differ in their dimensions is not recorded: the values here, in front.
  const dimensions = queries.map(({ MetricStat }) =>
    (MetricStat?.Metric?.Dimensions ?? []).map(({ Value }) => Value).join(' '),
  );
  return queries.map(({ Label, MetricStat }, index) => {
    if (Label !== undefined) return Label;
    const parts = [
      differs(dimensions) ? dimensions[index] : '',
      MetricStat?.Metric?.MetricName,
      differs(stats) ? stats[index] : '',
      differs(periods) ? periods[index] : '',
    ];
    return parts.filter((part) => part !== undefined && part !== '').join(' ');
  });
}
