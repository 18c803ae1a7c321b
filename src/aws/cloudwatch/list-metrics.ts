// ListMetrics: which metrics there are, by namespace, name and dimensions.
import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { StoredMetric } from '../../store/metric-store.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { page } from '../page.ts';
import { writeDimensions } from './dimensions.ts';
import { invalidToken } from './errors.ts';

/** Recorded: a page of 500. */
const pageMax = 500;
const recentMs = 3 * 3_600_000;

/** @throws AwsError InvalidNextToken */
export async function listMetrics(
  { Namespace, MetricName, Dimensions, NextToken, RecentlyActive, IncludeLinkedAccounts }: ListMetricsInput,
  { telemetry, clock }: OperationContext,
): Promise<ListMetricsOutput> {
  refuseNotBuilt('ListMetrics', { IncludeLinkedAccounts });
  const metrics = await (await telemetry.metrics()).list({ namespace: Namespace, name: MetricName });
  const sinceMs = RecentlyActive === undefined ? 0 : clock.nowMs() - recentMs;
  const wanted = metrics.filter(
    ({ dimensions, lastStartMs }) => lastStartMs >= sinceMs && (Dimensions ?? []).every(isIn(dimensions)),
  );
  const found = page(wanted, keyOf, NextToken, pageMax);
  if (found === null) throw invalidToken();
  return {
    Metrics: found.items.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: writeDimensions(metric.dimensions),
    })),
    ...(found.next !== undefined && { NextToken: found.next }),
  };
}

function isIn(dimensions: Readonly<Record<string, string>>): (filter: DimensionFilter) => boolean {
  return ({ Name, Value }) =>
    Object.hasOwn(dimensions, Name!) && (Value === undefined || dimensions[Name!] === Value);
}

function keyOf({ namespace, name, dimensions }: StoredMetric): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions)]);
}
