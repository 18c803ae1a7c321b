// DescribeMetricFilters: of one group, of one metric, or of all groups.
import type {
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  MetricFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import type { MetricFilterModel } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { page } from '../page.ts';
import { filled, present } from '../present.ts';
import { invalidParameter, invalidToken } from './errors.ts';
import { findGroup } from './log-groups.ts';

const pageDefault = 50;

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export async function describeMetricFilters(
  {
    logGroupName,
    filterNamePrefix,
    metricName,
    metricNamespace,
    nextToken,
    limit,
  }: DescribeMetricFiltersRequest,
  { telemetry }: OperationContext,
): Promise<DescribeMetricFiltersResponse> {
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    // Documented: one needs the other. The words are Varco's.
    throw invalidParameter('metricName and metricNamespace must be specified together.');
  }
  const logs = await telemetry.logs();
  const groups = logGroupName === undefined ? await logs.groups() : [await findGroup(logs, logGroupName)];
  const filters = groups
    .flatMap(({ name, settings }) =>
      Object.values(settings.metricFilters).map((filter) => ({ group: name, filter })),
    )
    .filter(
      ({ filter }) =>
        filter.filterName.startsWith(filterNamePrefix ?? '') &&
        (metricName === undefined ||
          (filter.metricName === metricName && filter.metricNamespace === metricNamespace)),
    );
  const found = page(filters, keyOf, nextToken, limit ?? pageDefault);
  if (found === null) throw invalidToken();
  return {
    metricFilters: found.items.map(filterShape),
    ...(found.next !== undefined && { nextToken: found.next }),
  };
}

interface FilterOfGroup {
  readonly group: string;
  readonly filter: MetricFilterModel;
}

function keyOf({ group, filter }: FilterOfGroup): string {
  return `${filter.filterName} ${group}`;
}

function filterShape({ group, filter }: FilterOfGroup): MetricFilter {
  const { metricName, metricNamespace, metricValue, defaultValue, unit, dimensions } = filter;
  const transformation = present({
    metricName,
    metricNamespace,
    metricValue,
    defaultValue,
    unit,
    dimensions: filled(dimensions),
  });
  return {
    filterName: filter.filterName,
    filterPattern: filter.filterPattern,
    metricTransformations: [transformation as NonNullable<MetricFilter['metricTransformations']>[number]],
    creationTime: filter.createdAtMs,
    logGroupName: group,
    applyOnTransformedLogs: false,
  };
}
