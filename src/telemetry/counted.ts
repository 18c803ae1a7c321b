// What moves metrics, counted as it comes: neither requests nor invocations are kept for it.
import type { Execution } from '../execution/execution.ts';
import { createFunctionMetrics } from './function-metrics.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { MetricSums } from './metric-sums.ts';
import type { InvocationRecord } from './telemetry.ts';

export interface Counted {
  execution(execution: Execution): void;
  invocation(invocation: InvocationRecord): void;
  /** With what was counted before the call; whatever else moves metrics is added to it. */
  sums(): MetricSums;
}

export function createCounted(): Counted {
  const gateway = createGatewayMetrics();
  const functions = createFunctionMetrics();
  const sums = new MetricSums();
  return {
    execution: (execution) => gateway.count(execution),
    invocation: (invocation) => functions.count(invocation),
    sums() {
      gateway.settle(sums);
      functions.settle(sums);
      return sums;
    },
  };
}
