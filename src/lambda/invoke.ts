// The way of one invocation: found, permitted, within the limits, and into an execution environment.
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import { asyncInvokeRequestBytesMax, invokeCacheEntriesMax, invokeRequestBytesMax } from '../core/limits.ts';
import { Concurrency } from './concurrency.ts';
import type { FunctionPool } from './function-pool.ts';
import type { InvocationRequest, InvocationResult } from './invocation.ts';
import type { InvokeTarget, PublishedFunction } from './published-function.ts';
import {
  cannotStart,
  functionNotFound,
  malformedName,
  notPermitted,
  requestTooLarge,
  throttled,
} from './refusals.ts';
import { parseFunctionName } from './resolve-function.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface InvokerOptions {
  readonly accountId: string;
  readonly region: string;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Told of every invocation that began or was throttled, for the metrics. */
  readonly telemetry: Pick<Telemetry, 'recordInvocation'>;
  readonly functions: ReadonlyMap<string, PublishedFunction>;
}

type Refused = Extract<InvocationResult, { kind: 'refused' }>;

export class Invoker {
  readonly #options: InvokerOptions;
  readonly #concurrency: Concurrency;
  /** By the name that callers give. */
  readonly #targets = new Map<string, InvokeTarget>();
  #lastStartMs = -Infinity;

  constructor(options: InvokerOptions) {
    this.#options = options;
    this.#concurrency = new Concurrency(options.functions);
  }

  /** A function has changed: what names lead to is looked up again. */
  forget(): void {
    this.#targets.clear();
    this.#concurrency.forget();
  }

  invoke(request: InvocationRequest): Promise<InvocationResult> {
    const requestId = request.requestId ?? this.#options.ids.uuid();
    const target = this.#admit(request, requestId, invokeRequestBytesMax);
    return 'kind' in target ? Promise.resolve(target) : this.#start(target, request, requestId);
  }

  /** Whether an invocation has come after that moment, in epoch ms. */
  hasStartedSince(epochMs: number): boolean {
    return this.#lastStartMs > epochMs;
  }

  /** What stands against taking in an asynchronous invocation, or where it goes. */
  admitAsync(request: InvocationRequest, requestId: string): InvokeTarget | Refused {
    return this.#admit(request, requestId, asyncInvokeRequestBytesMax);
  }

  /** Runs what has been admitted before, under its request id. */
  attempt(request: InvocationRequest, requestId: string): Promise<InvocationResult> {
    const target = this.#targets.get(request.functionArn) ?? this.#find(request.functionArn, requestId);
    return 'kind' in target ? Promise.resolve(target) : this.#start(target, request, requestId);
  }

  #admit(request: InvocationRequest, requestId: string, bytesMax: number): InvokeTarget | Refused {
    const target = this.#targets.get(request.functionArn) ?? this.#find(request.functionArn, requestId);
    if ('kind' in target) return target;
    if (request.servicePrincipal !== null) {
      const decision = target.published.decide(target, request.servicePrincipal);
      if (!decision.allowed) return notPermitted(requestId, decision);
    }
    return isLongerThan(request.payload, bytesMax) ? requestTooLarge(requestId, bytesMax) : target;
  }

  #start(target: InvokeTarget, request: InvocationRequest, requestId: string): Promise<InvocationResult> {
    const { published } = target;
    const pool = target.pool();
    const release = this.#concurrency.take(published, pool);
    const atMs = this.#options.clock.nowMs();
    this.#lastStartMs = atMs;
    if (typeof release === 'string') {
      this.#count(target, atMs, null, published.running);
      return Promise.resolve(throttled(requestId, release));
    }
    const concurrent = ++published.running;
    return run(target, pool, request, requestId, (result) => {
      published.running--;
      release();
      if (result !== null) this.#count(target, atMs, result, concurrent);
    });
  }

  /** @param result null where it was throttled */
  #count(
    { published, policyQualifier }: InvokeTarget,
    atMs: number,
    result: InvocationResult | null,
    concurrent: number,
  ): void {
    const { functionName } = published.document;
    const completed = result?.kind === 'completed' ? result : null;
    this.#options.telemetry.recordInvocation({
      functionName,
      resource: policyQualifier === '' ? functionName : `${functionName}:${policyQualifier}`,
      atMs,
      durationMs: completed?.durationMs ?? 0,
      error: completed !== null && completed.functionError !== null,
      throttled: result === null,
      concurrent,
    });
  }

  #find(name: string, requestId: string): InvokeTarget | Refused {
    const { accountId, region, functions } = this.#options;
    const reference = parseFunctionName(name, accountId, region);
    if (reference === null) return malformedName(requestId, name);
    const isOwn = reference.accountId === accountId && reference.region === region;
    const published = isOwn ? functions.get(reference.functionName) : undefined;
    const target = published?.target(reference) ?? null;
    if (target === null) return functionNotFound(requestId, reference);
    if (this.#targets.size >= invokeCacheEntriesMax) this.#targets.clear();
    this.#targets.set(name, target);
    return target;
  }
}

function run(
  target: InvokeTarget,
  pool: FunctionPool,
  request: InvocationRequest,
  requestId: string,
  /** Told how it ended; null where the sandbox could not be started. */
  ended: (result: InvocationResult | null) => void,
): Promise<InvocationResult> {
  return new Promise((resolve, reject) => {
    const job = {
      requestId,
      functionArn: target.invokedArn,
      // An invocation without a payload gives the function an empty object (recorded).
      payload: request.payload === '' ? '{}' : request.payload,
      traceHeader: request.traceHeader,
      clientContext: request.clientContext === null ? '' : decodeClientContext(request.clientContext),
      wantsLogTail: request.wantsLogTail === true,
      onChunk: request.onChunk ?? null,
      finish(result: InvocationResult): void {
        ended(result);
        resolve(result);
      },
    };
    pool.run(job, (error) => {
      ended(null);
      try {
        resolve(cannotStart(requestId, error));
      } catch (defect) {
        reject(defect);
      }
    });
  });
}

/** Most payloads are so short that their bytes need not be counted. */
function isLongerThan(payload: string, bytesMax: number): boolean {
  return payload.length * 3 > bytesMax && Buffer.byteLength(payload) > bytesMax;
}

/** The runtime is given the JSON text, on one line. */
function decodeClientContext(base64: string): string {
  return Buffer.from(base64, 'base64').toString().replaceAll('\n', ' ');
}
