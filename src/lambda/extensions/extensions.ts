// The extensions of one execution environment: who has registered, what they are told, and when all of them are done
// (Extensions API, developer guide; error types as in AWS's public emulator).
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import { extensionsMax, telemetryApiBacklogMax } from '../../core/limits.ts';
import type { LaneInvocation } from '../lane/lane.ts';
import type { PlatformEvent } from '../log/platform-events.ts';
import type { FunctionConfiguration } from '../model.ts';
import type { ExternalExtension } from './external-extensions.ts';
import {
  type SubscriptionRequest,
  type TelemetryEvent,
  TelemetrySubscription,
} from './telemetry-subscription.ts';

export type ExtensionEvent = 'INVOKE' | 'SHUTDOWN';
export type ShutdownReason = 'spindown' | 'timeout' | 'failure';

export interface ExtensionsListener {
  /** All programs of /opt/extensions have registered: the runtime may start. */
  registered(): void;
  /** All have asked for their next event: nothing is left of the one before. */
  idle(): void;
  /** One has told that it failed, or is gone. */
  failed(errorType: string, message: string): void;
}

/** What a call of the API is refused with. */
export interface Refusal {
  readonly errorType: string;
  readonly message: string;
}

interface Extension {
  readonly id: string;
  readonly name: string;
  readonly isExternal: boolean;
  readonly events: readonly ExtensionEvent[];
  /** Its open question for the next event. */
  waiting: ServerResponse | null;
  /** Has been told of an event that it has not asked behind. */
  isBusy: boolean;
  /** Events for which it has not asked yet. */
  readonly queue: string[];
  subscription: TelemetrySubscription | null;
}

export interface ExtensionsOptions {
  readonly external: readonly ExternalExtension[];
  readonly configuration: FunctionConfiguration;
  readonly clock: Clock;
  readonly ids: Ids;
}

export class Extensions {
  readonly #options: ExtensionsOptions;
  #extensions: Extension[] = [];
  #listener: ExtensionsListener | null = null;
  #isOpen = true;
  #isEnding = false;
  /** What was told before anyone could subscribe. */
  #backlog: TelemetryEvent[] | null = [];

  constructor(options: ExtensionsOptions) {
    this.#options = options;
  }

  /** A fresh process has begun; those of the former are no longer heard. */
  attach(listener: ExtensionsListener): void {
    for (const { waiting } of this.#extensions) waiting?.destroy();
    this.#extensions = [];
    this.#listener = listener;
    this.#isOpen = true;
    this.#backlog ??= [];
  }

  /** All that must have registered have, and all have asked for their next event. */
  get areIdle(): boolean {
    return this.#missing() === 0 && this.#extensions.every((each) => !each.isBusy);
  }

  /** Telemetry is on its way to one of them, which must not be stopped meanwhile. */
  get isDelivering(): boolean {
    return this.#extensions.some(({ subscription }) => subscription?.isPosting === true);
  }

  /** They are stopped: what comes for them waits. */
  pause(): void {
    for (const { subscription } of this.#extensions) subscription?.pause();
  }

  resume(): void {
    for (const { subscription } of this.#extensions) subscription?.resume();
  }

  /** Name, and the events it has subscribed to, in the order of registration. */
  get registrations(): readonly { readonly name: string; readonly events: readonly ExtensionEvent[] }[] {
    return this.#extensions.map(({ name, events }) => ({ name, events }));
  }

  // --- what the environment tells

  /** Init is done: nobody registers or subscribes any more. */
  close(): void {
    this.#isOpen = false;
    this.#backlog = null;
  }

  invoke(invocation: LaneInvocation): void {
    const event = JSON.stringify({
      eventType: 'INVOKE',
      deadlineMs: invocation.deadlineMs,
      requestId: invocation.requestId,
      invokedFunctionArn: invocation.functionArn,
      tracing: { type: 'X-Amzn-Trace-Id', value: invocation.traceHeader },
    });
    this.#tell('INVOKE', event);
  }

  /** Resolves when all that wanted to know have ended or asked again; how long that may take is the caller's. */
  async shutdown(shutdownReason: ShutdownReason, deadlineMs: number): Promise<void> {
    this.#isEnding = true;
    await Promise.all(this.#extensions.flatMap((each) => each.subscription?.flush() ?? []));
    this.#tell('SHUTDOWN', JSON.stringify({ eventType: 'SHUTDOWN', deadlineMs, shutdownReason }));
    if (this.areIdle) this.#listener?.idle();
  }

  /** A program has ended. */
  exited(name: string, status: number): void {
    const extension = this.#extensions.find((each) => each.isExternal && each.name === name);
    if (this.#isEnding) {
      if (extension !== undefined) extension.isBusy = false;
      if (this.areIdle) this.#listener?.idle();
      return;
    }
    const isLaunched = status !== 126 && status !== 127;
    const errorType = isLaunched ? 'Extension.Crash' : 'Extension.LaunchError';
    const message = isLaunched
      ? status === 0
        ? 'exit code 0'
        : `exit status ${status}`
      : `fork/exec /opt/extensions/${name}: ${status === 126 ? 'permission denied' : 'no such file or directory'}`;
    this.#listener?.failed(errorType, message);
  }

  platform(timeMs: number, { type, record }: PlatformEvent): void {
    this.#publish({ time: new Date(timeMs).toISOString(), type, record });
  }

  line(timeMs: number, type: 'function' | 'extension', text: string): void {
    this.#publish({ time: new Date(timeMs).toISOString(), type, record: recordOf(text) });
  }

  // --- what extensions ask

  register(
    name: string,
    events: readonly string[],
  ): Refusal | { readonly id: string; readonly body: object } {
    const isExternal = this.#options.external.some((each) => each.name === name);
    for (const event of events) {
      const isKnown = event === 'INVOKE' || (event === 'SHUTDOWN' && isExternal);
      if (!isKnown)
        return { errorType: 'Extension.InvalidEventType', message: `${event}: invalid event type` };
    }
    if (this.#extensions.some((each) => each.name === name)) {
      return {
        errorType: 'Extension.InvalidExtensionState',
        message: 'Extension with this name already registered',
      };
    }
    if (!this.#isOpen) {
      return { errorType: 'Extension.RegistrationClosed', message: 'Extension registration closed already' };
    }
    if (this.#extensions.length >= extensionsMax) {
      const message = `Extension limit (${extensionsMax}) reached`;
      return { errorType: 'Extension.TooManyExtensions', message };
    }
    const id = this.#options.ids.uuid();
    const wanted = events as readonly ExtensionEvent[];
    this.#extensions.push({
      id,
      name,
      isExternal,
      events: wanted,
      waiting: null,
      // Until it has asked for its first event, init is not done.
      isBusy: true,
      queue: [],
      subscription: null,
    });
    if (isExternal && this.#missing() === 0) this.#listener?.registered();
    const { functionName, version, handler } = this.#options.configuration;
    return { id, body: { functionName, functionVersion: version, handler: handler ?? '' } };
  }

  find(id: string): string | null {
    return this.#extensions.find((each) => each.id === id)?.name ?? null;
  }

  /** Answers when there is an event. */
  next(id: string, response: ServerResponse): void {
    const extension = this.#extensions.find((each) => each.id === id)!;
    extension.waiting?.destroy();
    extension.waiting = null;
    const event = extension.queue.shift();
    if (event !== undefined) {
      answer(extension, response, event);
      return;
    }
    extension.waiting = response;
    response.on('close', () => {
      if (extension.waiting === response) extension.waiting = null;
    });
    extension.isBusy = false;
    if (this.areIdle) this.#listener?.idle();
  }

  failed(id: string, kind: 'InitError' | 'ExitError', errorType: string): void {
    this.#listener?.failed(`Extension.${kind}`, `extension ${this.find(id)} failed: ${errorType}`);
  }

  subscribe(id: string, subscription: SubscriptionRequest): Refusal | null {
    if (!this.#isOpen) {
      const message = 'Telemetry API subscription is closed already';
      return { errorType: 'Telemetry.SubscriptionClosed', message };
    }
    const extension = this.#extensions.find((each) => each.id === id)!;
    extension.subscription = new TelemetrySubscription(subscription, this.#options.clock);
    for (const event of this.#backlog ?? []) extension.subscription.put(event);
    const { clock } = this.#options;
    this.platform(clock.nowMs(), {
      type: 'platform.telemetrySubscription',
      level: 'INFO',
      record: { name: extension.name, state: 'Subscribed', types: subscription.types },
    });
    return null;
  }

  #missing(): number {
    return this.#options.external.filter(
      ({ name }) => !this.#extensions.some((each) => each.isExternal && each.name === name),
    ).length;
  }

  #tell(type: ExtensionEvent, event: string): void {
    for (const extension of this.#extensions) {
      if (!extension.events.includes(type)) continue;
      extension.isBusy = true;
      const { waiting } = extension;
      extension.waiting = null;
      if (waiting === null) extension.queue.push(event);
      else answer(extension, waiting, event);
    }
  }

  #publish(event: TelemetryEvent): void {
    if (this.#backlog !== null && this.#backlog.length < telemetryApiBacklogMax) this.#backlog.push(event);
    for (const { subscription } of this.#extensions) subscription?.put(event);
  }
}

function answer(extension: Extension, response: ServerResponse, event: string): void {
  response
    .writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Extension-Identifier': extension.id,
    })
    .end(event);
}

/** A line that is a JSON object is passed on as one. */
function recordOf(text: string): unknown {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (!line.startsWith('{')) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
