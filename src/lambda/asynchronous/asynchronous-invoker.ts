// Asynchronous invocations: events are accepted at once, then tried until they succeed, fail for good or grow too old.
import { functionArn, parseFunctionArn } from '../../core/arn.ts';
import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import { asyncEventBytesMax, asyncEventsMax } from '../../core/limits.ts';
import type { AsyncInvocationResult, InvocationRequest, InvocationResult } from '../invocation.ts';
import type { Invoker } from '../invoke.ts';
import type { EventInvokeConfiguration, FunctionDocument } from '../model.ts';
import { tooManyEvents } from '../refusals.ts';
import { invocationRecord, type RecordCondition } from './invocation-record.ts';
import {
  delayAfterErrorMs,
  delayAfterThrottleMs,
  eventAgeSecondsDefault,
  retryAttemptsDefault,
} from './retry-delay.ts';

/** A chain of so many functions that lead to one another is a loop (developer guide: 16 invocations). */
const chainLengthMax = 16;

export interface AsynchronousInvokerOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly invoker: Invoker;
  /** The function's document in force, or null. */
  readonly functionNamed: (functionName: string) => FunctionDocument | null;
  readonly warn: (sentence: string) => void;
}

interface QueuedEvent {
  readonly request: InvocationRequest;
  readonly requestId: string;
  readonly functionName: string;
  /** With its qualifier, `$LATEST` where none was given. */
  readonly functionArn: string;
  readonly qualifier: string;
  readonly acceptedMs: number;
  /** How many functions have led to this event by their destinations. */
  readonly chainLength: number;
  /** Attempts that reached the function, all of them failed. */
  errors: number;
  throttles: number;
  lastResult: Extract<InvocationResult, { kind: 'completed' }> | null;
  cancel: () => void;
}

// AWS keeps events through its own restarts; here they are in memory, and those that wait end with Varco.

export class AsynchronousInvoker {
  readonly #options: AsynchronousInvokerOptions;
  readonly #events = new Set<QueuedEvent>();
  readonly #warned = new Set<string>();
  #bytes = 0;
  #isClosed = false;

  constructor(options: AsynchronousInvokerOptions) {
    this.#options = options;
  }

  invoke(request: InvocationRequest): AsyncInvocationResult {
    return this.#accept(request, 0);
  }

  /** Forgets all that waits; what runs is left alone. */
  close(): void {
    this.#isClosed = true;
    for (const event of this.#events) event.cancel();
    this.#events.clear();
  }

  #accept(request: InvocationRequest, chainLength: number): AsyncInvocationResult {
    const { clock, ids, invoker } = this.#options;
    const requestId = ids.uuid();
    const target = invoker.admitAsync(request, requestId);
    if ('kind' in target) return target;
    const isFull = this.#events.size >= asyncEventsMax || this.#bytes >= asyncEventBytesMax;
    if (isFull || this.#isClosed) return tooManyEvents(requestId);
    const reference = parseFunctionArn(target.invokedArn)!;
    const qualifier = reference.qualifier ?? '$LATEST';
    const event: QueuedEvent = {
      request,
      requestId,
      functionName: reference.functionName,
      functionArn: functionArn({ ...reference, qualifier }),
      qualifier,
      acceptedMs: clock.elapsedMs(),
      chainLength,
      errors: 0,
      throttles: 0,
      lastResult: null,
      cancel: () => {},
    };
    this.#events.add(event);
    this.#bytes += request.payload.length;
    this.#attemptAfter(event, 0);
    return { kind: 'accepted', requestId };
  }

  #attemptAfter(event: QueuedEvent, delayMs: number): void {
    const attempt = (): void => {
      this.#attempt(event).catch((defect: unknown) => {
        this.#forget(event);
        this.#options.warn(
          `An asynchronous invocation of ${event.functionName} broke off: ${String(defect)}`,
        );
      });
    };
    if (delayMs > 0) {
      event.cancel = this.#options.clock.after(delayMs, attempt);
      return;
    }
    const immediate = setImmediate(attempt);
    event.cancel = () => clearImmediate(immediate);
  }

  async #attempt(event: QueuedEvent): Promise<void> {
    const { invoker } = this.#options;
    const configuration = this.#configurationOf(event);
    // Nothing is even tried where the function has been stopped by reserving none (recorded).
    if (this.#options.functionNamed(event.functionName)?.reservedConcurrency === 0) {
      this.#end(event, 'ZeroReservedConcurrency', configuration);
      return;
    }
    const result = await invoker.attempt(event.request, event.requestId);
    if (this.#isClosed) return;
    if (result.kind === 'refused') {
      this.#refused(event, result, configuration);
      return;
    }
    event.lastResult = result;
    event.errors++;
    if (result.functionError === null) {
      this.#end(event, 'Success', configuration);
    } else if (event.errors > (configuration?.maximumRetryAttempts ?? retryAttemptsDefault)) {
      this.#end(event, 'RetriesExhausted', configuration);
    } else {
      this.#retry(event, delayAfterErrorMs(event.errors), configuration);
    }
  }

  #refused(
    event: QueuedEvent,
    refusal: Extract<InvocationResult, { kind: 'refused' }>,
    configuration: EventInvokeConfiguration | null,
  ): void {
    if (refusal.status === 429 || refusal.status === 500) {
      event.throttles++;
      this.#retry(event, delayAfterThrottleMs(event.throttles), configuration);
      return;
    }
    // The function is gone, or cannot run on this machine: no later attempt would do better.
    this.#options.warn(
      `An asynchronous invocation of ${event.functionName} could not be run: ${refusal.message}`,
    );
    this.#end(event, 'RetriesExhausted', configuration);
  }

  /** An event that would be too old by then is given up now (recorded: it is told before the retry would be due). */
  #retry(event: QueuedEvent, delayMs: number, configuration: EventInvokeConfiguration | null): void {
    const ageMax = configuration?.maximumEventAgeSeconds ?? eventAgeSecondsDefault;
    const ageThenMs = this.#options.clock.elapsedMs() - event.acceptedMs + delayMs;
    if (ageThenMs >= ageMax * 1000) this.#end(event, 'EventAgeExceeded', configuration);
    else this.#attemptAfter(event, delayMs);
  }

  #end(event: QueuedEvent, condition: RecordCondition, configuration: EventInvokeConfiguration | null): void {
    this.#forget(event);
    const isSuccess = condition === 'Success';
    const destination = isSuccess ? configuration?.onSuccess : configuration?.onFailure;
    if (typeof destination === 'string') {
      const ending = { ...event, condition, attempts: event.errors, requestPayload: event.request.payload };
      this.#deliver(event, destination, invocationRecord(ending, this.#options.clock.nowMs()));
    }
    const deadLetterArn = isSuccess ? undefined : this.#deadLetterArn(event);
    // A queue gets the request id and the error as attributes; a function has no place for them.
    if (deadLetterArn !== undefined) this.#deliver(event, deadLetterArn, event.request.payload);
  }

  #deliver(event: QueuedEvent, targetArn: string, payload: string): void {
    if (parseFunctionArn(targetArn) === null) {
      this.#warnOnce(
        `What becomes of asynchronous invocations of ${event.functionName} is not sent to ${targetArn}: Varco sends it to Lambda functions only.`,
      );
      return;
    }
    const chainLength = event.chainLength + 1;
    const document = this.#options.functionNamed(event.functionName);
    if (chainLength >= chainLengthMax && document?.recursiveLoop !== 'Allow') {
      this.#warnOnce(
        `The function ${event.functionName} leads to itself by its destinations: Varco stopped the loop after ${chainLengthMax} invocations, as Lambda does.`,
      );
      return;
    }
    const { traceHeader } = event.request;
    const request = {
      functionArn: targetArn,
      payload,
      traceHeader,
      servicePrincipal: null,
      clientContext: null,
    };
    const result = this.#accept(request, chainLength);
    if (result.kind === 'refused') {
      this.#warnOnce(
        `What became of an asynchronous invocation of ${event.functionName} could not be sent to ${targetArn}: ${result.message}`,
      );
    }
  }

  #configurationOf({ functionName, qualifier }: QueuedEvent): EventInvokeConfiguration | null {
    return this.#options.functionNamed(functionName)?.eventInvokeConfigurations?.[qualifier] ?? null;
  }

  #deadLetterArn({ functionName, qualifier }: QueuedEvent): string | undefined {
    const document = this.#options.functionNamed(functionName);
    if (document === null) return undefined;
    const version = document.aliases[qualifier]?.functionVersion ?? qualifier;
    return (document.versions[version] ?? document.latest).deadLetterArn;
  }

  #forget(event: QueuedEvent): void {
    if (this.#events.delete(event)) this.#bytes -= event.request.payload.length;
  }

  #warnOnce(sentence: string): void {
    if (this.#warned.has(sentence) || this.#warned.size >= asyncEventsMax) return;
    this.#warned.add(sentence);
    this.#options.warn(sentence);
  }
}
