// The way of one invocation: found, permitted, within the limits, and into an execution environment.
import type { Ids } from '../core/ids.ts';
import { invokeCacheEntriesMax, invokeRequestBytesMax } from '../core/limits.ts';
import { Concurrency } from './concurrency.ts';
import type { FunctionInvoker, InvocationRequest, InvocationResult } from './invocation.ts';
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

export interface InvokerOptions {
  readonly accountId: string;
  readonly region: string;
  readonly ids: Ids;
  readonly functions: ReadonlyMap<string, PublishedFunction>;
}

export class Invoker implements FunctionInvoker {
  readonly #options: InvokerOptions;
  readonly #concurrency: Concurrency;
  /** By the name that callers give. */
  readonly #targets = new Map<string, InvokeTarget>();

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
    const requestId = this.#options.ids.uuid();
    const target = this.#targets.get(request.functionArn) ?? this.#find(request.functionArn, requestId);
    if ('kind' in target) return Promise.resolve(target);
    if (request.servicePrincipal !== null) {
      const decision = target.published.decide(target, request.servicePrincipal);
      if (!decision.allowed) return Promise.resolve(notPermitted(requestId, decision));
    }
    if (isTooLarge(request.payload)) return Promise.resolve(requestTooLarge(requestId));
    const release = this.#concurrency.take(target.published);
    if (typeof release === 'string') return Promise.resolve(throttled(requestId, release));
    return run(target, request, requestId, release);
  }

  #find(name: string, requestId: string): InvokeTarget | InvocationResult {
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
  request: InvocationRequest,
  requestId: string,
  release: () => void,
): Promise<InvocationResult> {
  return new Promise((resolve, reject) => {
    const job = {
      requestId,
      functionArn: target.invokedArn,
      // An invocation without a payload gives the function an empty object (recorded).
      payload: request.payload === '' ? '{}' : request.payload,
      traceHeader: request.traceHeader,
      clientContext: request.clientContext === null ? '' : decodeClientContext(request.clientContext),
      finish(result: InvocationResult): void {
        release();
        resolve(result);
      },
    };
    target.pool().run(job, (error) => {
      release();
      try {
        resolve(cannotStart(requestId, error));
      } catch (defect) {
        reject(defect);
      }
    });
  });
}

/** Most payloads are so short that their bytes need not be counted. */
function isTooLarge(payload: string): boolean {
  return payload.length * 3 > invokeRequestBytesMax && Buffer.byteLength(payload) > invokeRequestBytesMax;
}

/** The runtime is given the JSON text, on one line. */
function decodeClientContext(base64: string): string {
  return Buffer.from(base64, 'base64').toString().replaceAll('\n', ' ');
}
