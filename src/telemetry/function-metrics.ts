// What invocations move in the namespace AWS/Lambda (SPEC §5.3, §11).
import { Distribution, startOf, type MetricSums } from './metric-sums.ts';
import type { InvocationRecord } from './telemetry.ts';

interface FunctionSums {
  readonly functionName: string;
  readonly resource: string;
  readonly startMs: number;
  readonly invocations: Distribution;
  readonly errors: Distribution;
  readonly throttles: Distribution;
  readonly duration: Distribution;
  readonly concurrent: Distribution;
}

/** A throttled invocation is no invocation: it counts as a throttle alone. */
export function countInvocations(invocations: readonly InvocationRecord[], sums: MetricSums): void {
  const functions = new Map<string, FunctionSums>();
  for (const invocation of invocations) {
    const known = sumsOf(functions, invocation);
    known.throttles.add(invocation.throttled ? 1 : 0);
    if (invocation.throttled) continue;
    known.invocations.add(1);
    known.errors.add(invocation.error ? 1 : 0);
    known.duration.add(invocation.durationMs);
    known.concurrent.add(invocation.concurrent);
  }
  for (const each of functions.values()) addFunction(each, sums);
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
      invocations: new Distribution(),
      errors: new Distribution(),
      throttles: new Distribution(),
      duration: new Distribution(),
      concurrent: new Distribution(),
    };
    functions.set(key, known);
  }
  return known;
}

function addFunction(sums: FunctionSums, all: MetricSums): void {
  const { functionName, resource, startMs } = sums;
  const ofAccount = {};
  const ofFunction = { FunctionName: functionName };
  const ofResource = { FunctionName: functionName, Resource: resource };
  const add = (name: string, unit: string, values: Distribution, more: readonly Record<string, string>[]): void => {
    if (values.isEmpty) return;
    const aggregate = values.aggregate();
    for (const dimensions of more) {
      all.add({ namespace: 'AWS/Lambda', name, dimensions, unit, startMs, aggregate });
    }
  };
  const everywhere = [ofAccount, ofFunction, ofResource];
  add('Invocations', 'Count', sums.invocations, everywhere);
  add('Errors', 'Count', sums.errors, everywhere);
  add('Throttles', 'Count', sums.throttles, everywhere);
  add('Duration', 'Milliseconds', sums.duration, everywhere);
  add('ConcurrentExecutions', 'Count', sums.concurrent, everywhere);
  // AWS also has ExecutedVersion as a dimension for aliases with weights, and AsyncEventsReceived, IteratorAge, PostRuntime….
}
