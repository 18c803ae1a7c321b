// What invocations move in the namespace AWS/Lambda (SPEC §5.3, §11).
import { aggregateOf } from '../store/metric-aggregate.ts';
import { Distribution, occurrences, startOf, type MetricSums } from './metric-sums.ts';
import type { InvocationRecord } from './telemetry.ts';

/** What has come of one function under one name in one minute. */
interface FunctionSums {
  readonly functionName: string;
  readonly resource: string;
  readonly startMs: number;
  invocations: number;
  errors: number;
  throttles: number;
  readonly duration: Distribution;
  readonly concurrent: Distribution;
}

export interface FunctionMetrics {
  count(invocation: InvocationRecord): void;
  /** Adds what was counted to the sums, and begins anew. */
  settle(sums: MetricSums): void;
}

/** A throttled invocation is no invocation: it counts as a throttle alone. */
export function createFunctionMetrics(): FunctionMetrics {
  let functions = new Map<string, FunctionSums>();
  return {
    count(invocation) {
      const known = sumsOf(functions, invocation);
      if (invocation.throttled) {
        known.throttles++;
        return;
      }
      known.invocations++;
      if (invocation.error) known.errors++;
      known.duration.add(invocation.durationMs);
      known.concurrent.add(invocation.concurrent);
    },
    settle(sums) {
      for (const each of functions.values()) addFunction(each, sums);
      functions = new Map();
    },
  };
}

function sumsOf(functions: Map<string, FunctionSums>, invocation: InvocationRecord): FunctionSums {
  const { functionName, resource } = invocation;
  const startMs = startOf(invocation.atMs);
  const key = `${startMs}\n${resource}`;
  let known = functions.get(key);
  if (known === undefined) {
    known = {
      functionName,
      resource,
      startMs,
      invocations: 0,
      errors: 0,
      throttles: 0,
      duration: new Distribution(),
      concurrent: new Distribution(),
    };
    functions.set(key, known);
  }
  return known;
}

function addFunction({ functionName, resource, startMs, ...sums }: FunctionSums, all: MetricSums): void {
  const { invocations, errors, throttles } = sums;
  const aggregates = [
    ['Invocations', 'Count', aggregateOf(1, invocations)],
    ['Errors', 'Count', occurrences(errors, invocations)],
    ['Throttles', 'Count', occurrences(throttles, invocations + throttles)],
    ['Duration', 'Milliseconds', sums.duration.aggregate()],
    ['ConcurrentExecutions', 'Count', sums.concurrent.aggregate()],
  ] as const;
  const ofFunction = { FunctionName: functionName };
  for (const dimensions of [{}, ofFunction, { ...ofFunction, Resource: resource }]) {
    for (const [name, unit, aggregate] of aggregates) {
      all.add({ namespace: 'AWS/Lambda', name, dimensions, unit, startMs, aggregate });
    }
  }
  // AWS also has ExecutedVersion as a dimension for aliases with weights, and AsyncEventsReceived, IteratorAge ….
}
