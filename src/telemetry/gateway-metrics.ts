// What requests move in the namespace AWS/ApiGateway (SPEC §5.3, §11).
import { entryOf } from '../execution/catalogue.ts';
import type { Execution } from '../execution/execution.ts';
import { aggregateOf } from '../store/metric-aggregate.ts';
import { Distribution, occurrences, startOf, type MetricSums } from './metric-sums.ts';

/** What has come of one method, or of one stage where its methods have no metrics of their own, in one minute. */
interface RouteSums {
  readonly execution: Execution;
  readonly startMs: number;
  count: number;
  clientErrors: number;
  serverErrors: number;
  readonly latency: Distribution;
  readonly integrationLatency: Distribution;
}

export interface GatewayMetrics {
  count(execution: Execution): void;
  /** Adds what was counted to the sums, and begins anew. */
  settle(sums: MetricSums): void;
}

/**
 * Requests that match no method are counted for the API and the stage, which SPEC §5.3 leaves open; those that reach no
 * stage are nobody's. Latencies keep their fractions, which AWS rounds: here most are below a millisecond.
 */
export function createGatewayMetrics(): GatewayMetrics {
  let routes = new Map<string, RouteSums>();
  return {
    count(execution) {
      if (execution.isTest || execution.outcome.kind === 'stage-not-found') return;
      countOne(sumsOf(routes, execution), execution);
    },
    settle(sums) {
      for (const route of routes.values()) addRoute(route, sums);
      routes = new Map();
    },
  };
}

function sumsOf(routes: Map<string, RouteSums>, execution: Execution): RouteSums {
  const { apiId, apiName, stage, route, logging, receivedAtMs } = execution;
  const startMs = startOf(receivedAtMs);
  const detail =
    logging.detailedMetrics === true && route !== null ? `${route.method} ${route.resourcePath}` : '';
  const key = `${startMs}\n${apiId}\n${apiName}\n${stage}\n${detail}`;
  let known = routes.get(key);
  if (known === undefined) {
    known = {
      execution,
      startMs,
      count: 0,
      clientErrors: 0,
      serverErrors: 0,
      latency: new Distribution(),
      integrationLatency: new Distribution(),
    };
    routes.set(key, known);
  }
  return known;
}

function countOne(sums: RouteSums, { response, latencyMs, integration, outcome }: Execution): void {
  const { status } = response;
  sums.count++;
  if (status >= 500) sums.serverErrors++;
  else if (status >= 400) sums.clientErrors++;
  sums.latency.add(latencyMs);
  // A MOCK integration has no backend to wait for.
  if (integration === null || integration.type === 'MOCK' || !entryOf(outcome).metrics.integrationLatency)
    return;
  sums.integrationLatency.add(integration.call?.latencyMs ?? Math.min(latencyMs, integration.timeoutMs));
}

function addRoute({ execution, startMs, ...sums }: RouteSums, all: MetricSums): void {
  const aggregates = [
    ['Count', 'Count', aggregateOf(1, sums.count)],
    ['4XXError', 'Count', occurrences(sums.clientErrors, sums.count)],
    ['5XXError', 'Count', occurrences(sums.serverErrors, sums.count)],
    ['Latency', 'Milliseconds', sums.latency.aggregate()],
    ['IntegrationLatency', 'Milliseconds', sums.integrationLatency.aggregate()],
  ] as const;
  for (const dimensions of dimensionsOf(execution)) {
    for (const [name, unit, aggregate] of aggregates) {
      all.add({ namespace: 'AWS/ApiGateway', name, dimensions, unit, startMs, aggregate });
    }
  }
}

function dimensionsOf({
  apiName,
  apiId,
  stage,
  route,
  logging,
}: Execution): readonly Record<string, string>[] {
  // SPEC §11: the name loses what is not ASCII; a name of nothing else is replaced by the id.
  const ApiName = apiName.replaceAll(/[^\x20-\x7e]/g, '') || apiId;
  const common = [{ ApiName }, { ApiName, Stage: stage }];
  if (logging.detailedMetrics !== true || route === null) return common;
  return [...common, { ApiName, Method: route.method, Resource: route.resourcePath, Stage: stage }];
}
