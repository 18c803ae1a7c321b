// What requests move in the namespace AWS/ApiGateway (SPEC §5.3, §11).
import { entryOf } from '../execution/catalogue.ts';
import type { Execution } from '../execution/execution.ts';
import { Distribution, startOf, type MetricSums } from './metric-sums.ts';

interface RouteSums {
  readonly execution: Execution;
  readonly startMs: number;
  readonly clientErrors: Distribution;
  readonly serverErrors: Distribution;
  readonly count: Distribution;
  readonly latency: Distribution;
  readonly integrationLatency: Distribution;
}

/**
 * Requests that match no method are counted for the API and the stage, which SPEC §5.3 leaves open; those that reach no
 * stage are nobody's. Latencies keep their fractions, which AWS rounds: here most are below a millisecond.
 */
export function countExecutions(executions: readonly Execution[], sums: MetricSums): void {
  const routes = new Map<string, RouteSums>();
  for (const execution of executions) {
    if (execution.isTest || execution.outcome.kind === 'stage-not-found') continue;
    countOne(sumsOf(routes, execution), execution);
  }
  for (const route of routes.values()) addRoute(route, sums);
}

function sumsOf(routes: Map<string, RouteSums>, execution: Execution): RouteSums {
  const { apiId, stage, route, logging, receivedAtMs } = execution;
  const startMs = startOf(receivedAtMs);
  const detail = logging.detailedMetrics === true && route !== null ? `${route.method} ${route.resourcePath}` : '';
  const key = `${startMs}\n${apiId}\n${stage}\n${detail}`;
  let known = routes.get(key);
  if (known === undefined) {
    known = {
      execution,
      startMs,
      clientErrors: new Distribution(),
      serverErrors: new Distribution(),
      count: new Distribution(),
      latency: new Distribution(),
      integrationLatency: new Distribution(),
    };
    routes.set(key, known);
  }
  return known;
}

function countOne(sums: RouteSums, { response, latencyMs, integration, outcome }: Execution): void {
  const { status } = response;
  sums.count.add(1);
  sums.clientErrors.add(status >= 400 && status < 500 ? 1 : 0);
  sums.serverErrors.add(status >= 500 ? 1 : 0);
  sums.latency.add(latencyMs);
  // A MOCK integration has no backend to wait for.
  if (integration === null || integration.type === 'MOCK' || !entryOf(outcome).metrics.integrationLatency) return;
  sums.integrationLatency.add(integration.call?.latencyMs ?? Math.min(latencyMs, integration.timeoutMs));
}

function addRoute(sums: RouteSums, all: MetricSums): void {
  const { execution, startMs } = sums;
  for (const dimensions of dimensionsOf(execution)) {
    const add = (name: string, unit: string, values: Distribution): void => {
      if (values.isEmpty) return;
      all.add({ namespace: 'AWS/ApiGateway', name, dimensions, unit, startMs, aggregate: values.aggregate() });
    };
    add('Count', 'Count', sums.count);
    add('4XXError', 'Count', sums.clientErrors);
    add('5XXError', 'Count', sums.serverErrors);
    add('Latency', 'Milliseconds', sums.latency);
    add('IntegrationLatency', 'Milliseconds', sums.integrationLatency);
  }
}

function dimensionsOf({ apiName, apiId, stage, route, logging }: Execution): readonly Record<string, string>[] {
  // SPEC §11: the name loses what is not ASCII; a name of nothing else is replaced by the id.
  const ApiName = apiName.replaceAll(/[^\x20-\x7e]/g, '') || apiId;
  const common = [{ ApiName }, { ApiName, Stage: stage }];
  if (logging.detailedMetrics !== true || route === null) return common;
  return [...common, { ApiName, Method: route.method, Resource: route.resourcePath, Stage: stage }];
}
