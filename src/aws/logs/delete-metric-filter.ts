// DeleteMetricFilter: what it has counted stays.
import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { notFound } from './errors.ts';
import { changeGroup } from './log-groups.ts';

/** @throws AwsError ResourceNotFoundException */
export async function deleteMetricFilter(
  { logGroupName, filterName }: DeleteMetricFilterRequest,
  context: OperationContext,
): Promise<void> {
  await changeGroup(context, logGroupName!, (settings) => {
    const { [filterName!]: removed, ...metricFilters } = settings.metricFilters;
    if (removed === undefined) throw notFound('metric filter');
    return { ...settings, metricFilters };
  });
}
