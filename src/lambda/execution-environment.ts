// An execution environment: one sandbox's life from init over its invocations to its end, and what the log says of it.
import type { Clock } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import {
  initTimeoutMs,
  restBeforeFreezeMs,
  shutdownGraceMs,
  shutdownWithExtensionsMs,
  streamedResponseBytesMax,
} from '../core/limits.ts';
import { debugTimeoutMs } from './debug-target.ts';
import type { DeadEnd, EnvironmentLog, ResultFacts } from './environment-log.ts';
import type { Extensions } from './extensions/extensions.ts';
import { createFramedLane } from './lane/framed-lane.ts';
import type { Lane, LaneInvocation, LaneListener } from './lane/lane.ts';
import type { RuntimeApi } from './lane/runtime-api.ts';
import { afterDrain } from './log/drain.ts';
import { LogTail } from './log/log-tail.ts';
import { functionErrorType } from './log/platform-events.ts';
import { createRawLines } from './log/raw-lines.ts';
import { exitedLine, timedOutLine } from './log/platform-lines.ts';
import type { InvocationResult } from './invocation.ts';
import type { FunctionConfiguration } from './model.ts';
import {
  exitedMessage,
  exitedPayload,
  exitedType,
  responseTooLargePayload,
  timedOutPayload,
} from './platform-errors.ts';
import type { Sandbox, SandboxExit } from './sandbox/sandbox.ts';
import type { Supervisor } from './supervisor.ts';

/** One invocation on its way. */
export interface Job {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly traceHeader: string;
  readonly clientContext: string;
  /** Its result waits for the end of its log. */
  readonly wantsLogTail: boolean;
  /** Hears a streaming function's bytes; null joins them into the result. */
  readonly onChunk: ((bytes: Uint8Array, executedVersion: string) => void) | null;
  finish(result: InvocationResult): void;
}

/** Who hears what becomes of an environment. */
export interface EnvironmentOwner {
  /** Init is done, or an invocation is: the environment waits for the next. */
  ready(environment: ExecutionEnvironment): void;
  /** Init failed. The environment can try once more inside an invocation, or be ended. */
  initFailed(environment: ExecutionEnvironment): void;
  /** Its process is gone. */
  ended(environment: ExecutionEnvironment): void;
}

export interface EnvironmentOptions {
  readonly configuration: FunctionConfiguration;
  /** Starts a process: the first at once, another where init is tried again. */
  readonly start: () => Sandbox;
  /** Where a custom runtime and extensions are heard; null where there are neither. */
  readonly runtimeApi: RuntimeApi | null;
  /** The runtime speaks over the process's own channel. */
  readonly isFramed: boolean;
  /** Null where there can be none. */
  readonly extensions: Extensions | null;
  /** No clock hurries it, and it is never frozen, nor bounded in its memory. */
  readonly isDebugged: boolean;
  /** Paths of this machine become Lambda's, in error objects. */
  readonly rewrite: (text: string) => string;
  readonly log: EnvironmentLog;
  readonly clock: Clock;
  readonly owner: EnvironmentOwner;
  readonly supervisor: Supervisor;
}

/** After an error of init, or a result, the runtime ends by itself; it gets so long before it is killed. */
const exitGraceMs = 500;

type State = 'starting' | 'failed' | 'retrying' | 'idle' | 'running' | 'finishing' | 'ended';
type Completed = Extract<InvocationResult, { kind: 'completed' }>;

export class ExecutionEnvironment {
  readonly #options: EnvironmentOptions;
  #state: State = 'starting';
  /** The process in force; null between a failed init and its second try. */
  #sandbox: Sandbox | null = null;
  readonly #started: Sandbox[] = [];
  #lane: Lane | null = null;
  #startedMs = 0;
  #initError: { readonly errorType: string; readonly payload: string } | null = null;
  #job: Job | null = null;
  #invokedMs = 0;
  #answeredMs = 0;
  #streamedBytes = 0;
  /** Of the result just given, where its log asks for them. */
  #resultFacts: ResultFacts | null = null;
  /** The result of an invocation that wants its tail, until that is there. */
  #finishWithTail: ((result: Completed) => void) | null = null;
  #cancelTimer: () => void = () => {};
  #isEnding = false;
  #isFrozen = false;
  #isOutOfMemory = false;
  /** What an extension has ended it with. */
  #fatal: { readonly errorType: string; readonly message: string } | null = null;
  /** The runtime has asked for the next invocation, and extensions are not done yet. */
  #deferredNext: { readonly peakMemoryKb: number; readonly logBytes: number } | null = null;
  /** At the end: extensions are done. */
  #onExtensionsDone: () => void = () => {};
  /** Elapsed ms at which it became idle. */
  idleSinceMs = 0;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#startProcess();
    if (options.isDebugged) return;
    options.supervisor.watch(this);
    this.#cancelTimer = options.clock.after(initTimeoutMs, () => this.#initTimedOut());
  }

  /** True between a result, given after that moment, and the request for the next invocation: free in a moment. */
  isFinishingSince(elapsedMs: number): boolean {
    return this.#state === 'finishing' && this.#answeredMs > elapsedMs;
  }

  /** Only after `ready`. */
  invoke(job: Job): void {
    const { clock, log } = this.#options;
    if (this.#isFrozen) this.#thaw();
    this.#state = 'running';
    this.#job = job;
    this.#invokedMs = clock.elapsedMs();
    this.#streamedBytes = 0;
    const timeoutMs = this.#timeoutMs();
    this.#cancelTimer = clock.after(timeoutMs, () => this.#timedOut());
    if (job.wantsLogTail) this.#followLog(job);
    log.started(job.requestId);
    this.#send(job, clock.nowMs() + timeoutMs);
  }

  /** Called every so often (Supervisor). */
  supervise(elapsedMs: number): void {
    if (this.#state === 'idle') {
      // Lambda freezes at once; waiting a little keeps a busy environment from being stopped and woken each time.
      const isDelivering = this.#options.extensions?.isDelivering === true;
      if (!this.#isFrozen && !isDelivering && elapsedMs - this.idleSinceMs > restBeforeFreezeMs)
        this.#freeze();
      return;
    }
    const memoryMaxKb = this.#options.configuration.memoryMb * 1024;
    if (this.#state === 'ended' || (this.#sandbox?.readMemoryKb() ?? 0) <= memoryMaxKb) return;
    this.#isOutOfMemory = true;
    this.#options.log.noteMemory(memoryMaxKb);
    this.#sandbox?.kill();
  }

  #timeoutMs(): number {
    const { configuration, isDebugged } = this.#options;
    return isDebugged ? debugTimeoutMs : configuration.timeoutSeconds * 1000;
  }

  #freeze(): void {
    this.#isFrozen = true;
    this.#options.extensions?.pause();
    this.#sandbox?.freeze();
  }

  #thaw(): void {
    this.#isFrozen = false;
    this.#sandbox?.thaw();
    this.#options.extensions?.resume();
  }

  /** Only after `initFailed`: a second init that counts as part of this invocation (SPEC §9.7). */
  retryInit(job: Job): void {
    const { clock } = this.#options;
    this.#state = 'retrying';
    this.#job = job;
    this.#invokedMs = clock.elapsedMs();
    this.#initError = null;
    if (job.wantsLogTail) this.#followLog(job);
    this.#cancelTimer = clock.after(this.#timeoutMs(), () => this.#timedOut());
    try {
      this.#startProcess();
    } catch (error) {
      // The first start went well, so that this machine has run out of something since.
      this.#leave();
      refuse(job, `The sandbox could not be started: ${messageOf(error)}`);
    }
  }

  /** Ends the process; an invocation under way is answered as refused, one just answered gets its last log lines. */
  end(): void {
    if (this.#state === 'ended' || this.#isEnding) return;
    if (this.#state === 'finishing') {
      this.#isEnding = true;
      const sandbox = this.#sandbox;
      this.#options.clock.after(exitGraceMs, () => sandbox?.kill());
      return;
    }
    if (this.#state === 'idle') {
      this.#shutDown();
      return;
    }
    const job = this.#initError === null ? this.#job : null;
    this.#leave();
    if (job !== null) refuse(job, 'Varco is shutting down.');
  }

  /** Calls back when every process it had is gone. */
  onExit(callback: () => void): void {
    let left = this.#started.length;
    for (const sandbox of this.#started) {
      sandbox.onExit(() => {
        left--;
        if (left === 0) callback();
      });
    }
  }

  #startProcess(): void {
    const { start, runtimeApi, isFramed, log, clock } = this.#options;
    this.#fatal = null;
    this.#deferredNext = null;
    this.#startedMs = clock.elapsedMs();
    const sandbox = start();
    this.#sandbox = sandbox;
    this.#started.push(sandbox);
    const output = log.channels();
    sandbox.telemetry.on('data', output.telemetry).on('error', ignore);
    sandbox.stdout.on('data', output.stdout).on('error', ignore);
    sandbox.stderr.on('data', output.stderr).on('error', ignore);
    const isCurrent = (): boolean => this.#sandbox === sandbox && this.#state !== 'ended';
    const listener = this.#listener(isCurrent);
    this.#attachExtensions(sandbox, output.extensions, isCurrent);
    this.#lane = isFramed ? createFramedLane(sandbox.channel, listener) : runtimeApi!.attach(listener);
    // Its last words may still lie in the channels.
    sandbox.onExit((exit) =>
      afterDrain(() => {
        if (isCurrent()) this.#exited(exit);
      }),
    );
  }

  #attachExtensions(sandbox: Sandbox, onOutput: (bytes: Buffer) => void, isCurrent: () => boolean): void {
    const { extensions } = this.#options;
    extensions?.attach({
      // Lambda starts the runtime when they have registered; the shell in front of it waits for this line.
      registered: () => void sandbox.channel.write('\n'),
      idle: () => {
        if (this.#sandbox === sandbox) this.#extensionsIdle();
      },
      failed: (errorType, message) => {
        if (!isCurrent() || this.#fatal !== null) return;
        this.#fatal = { errorType, message };
        sandbox.kill();
      },
    });
    if (sandbox.extensions === null) return;
    sandbox.extensions.output.on('data', onOutput).on('error', ignore);
    const exits = createRawLines((line) => {
      const [status, name] = line.split(' ', 2) as [string, string];
      if (this.#sandbox === sandbox) extensions!.exited(name, Number(status));
    });
    sandbox.extensions.exits.on('data', (bytes: Buffer) => exits.write(bytes)).on('error', ignore);
  }

  #extensionsIdle(): void {
    if (this.#state === 'ended') {
      this.#onExtensionsDone();
      return;
    }
    const deferred = this.#deferredNext;
    this.#deferredNext = null;
    if (deferred !== null) this.#next(deferred.peakMemoryKb, deferred.logBytes);
  }

  #listener(isCurrent: () => boolean): LaneListener {
    return {
      next: (peakMemoryKb, logBytes) => {
        if (isCurrent()) this.#next(peakMemoryKb, logBytes);
      },
      streams: () => this.#job !== null && this.#job.onChunk !== null,
      chunk: (bytes) => {
        if (!isCurrent() || this.#state !== 'running') return;
        this.#streamedBytes += bytes.byteLength;
        if (this.#streamedBytes > streamedResponseBytesMax) {
          this.#result(responseTooLargePayload, 'Unhandled', 'response-too-large');
        } else {
          this.#job?.onChunk?.(bytes, this.#options.configuration.version);
        }
      },
      response: (payload) => {
        if (isCurrent()) this.#result(payload, null, null);
      },
      responseTooLarge: () => {
        // AWS also ends a Python runtime then, whose client takes the refusal of its answer for an error.
        if (isCurrent()) this.#result(responseTooLargePayload, 'Unhandled', 'response-too-large');
      },
      error: (payload) => {
        if (isCurrent()) this.#result(this.#options.rewrite(payload), 'Unhandled', null);
      },
      initError: (errorType, payload) => {
        if (isCurrent()) this.#initErrorPosted(errorType, this.#options.rewrite(payload));
      },
      broken: () => {
        // Only a function that writes to Varco's own descriptor gets here.
        if (isCurrent()) this.#sandbox?.kill();
      },
    };
  }

  // --- init

  #next(peakMemoryKb: number, logBytes: number): void {
    this.#options.log.noteMemory(peakMemoryKb);
    if (this.#options.extensions?.areIdle === false && this.#state !== 'running') {
      this.#deferredNext = { peakMemoryKb, logBytes };
      return;
    }
    switch (this.#state) {
      case 'starting':
        this.#cancelTimer();
        this.#extensionsReady();
        this.#options.log.initCompleted(this.#options.clock.elapsedMs() - this.#startedMs);
        this.#becomeIdle();
        return;
      case 'retrying': {
        const job = this.#job!;
        const { clock, log } = this.#options;
        this.#state = 'running';
        this.#extensionsReady();
        log.started(job.requestId);
        const spentMs = clock.elapsedMs() - this.#invokedMs;
        this.#send(job, Math.floor(clock.nowMs() + this.#timeoutMs() - spentMs));
        return;
      }
      case 'finishing': {
        const job = this.#job!;
        this.#job = null;
        this.#cancelTimer();
        const durationMs = this.#options.clock.elapsedMs() - this.#invokedMs;
        this.#options.log.finished(job.requestId, durationMs, logBytes, this.#resultFacts);
        if (this.#isEnding) this.#shutDown();
        else this.#becomeIdle();
        return;
      }
      case 'running':
        // A runtime that asks for the next invocation with this one unanswered. Lambda refuses the call; none of the
        // clients goes on after that.
        this.#sandbox?.kill();
        return;
      case 'failed':
      case 'idle':
      case 'ended':
        return;
    }
  }

  #extensionsReady(): void {
    const { extensions, log } = this.#options;
    if (extensions === null) return;
    for (const { name, events } of extensions.registrations) log.extensionReady(name, events);
    extensions.close();
  }

  #becomeIdle(): void {
    this.#state = 'idle';
    this.idleSinceMs = this.#options.clock.elapsedMs();
    this.#options.owner.ready(this);
  }

  /** The runtime writes its last words and ends; only then is its log complete. */
  #initErrorPosted(errorType: string, payload: string): void {
    if (this.#state !== 'starting' && this.#state !== 'retrying') return;
    this.#initError = { errorType, payload };
    this.#noteMemory();
    this.#cancelTimer();
    const sandbox = this.#sandbox;
    if (this.#state === 'retrying') this.#answer(payload, 'Unhandled', null);
    this.#cancelTimer = this.#options.clock.after(exitGraceMs, () => sandbox?.kill());
  }

  #initTimedOut(): void {
    if (this.#state !== 'starting') return;
    this.#sandbox?.kill();
    this.#initFailed(null);
  }

  /** @param errorType null for an init that took too long */
  #initFailed(errorType: string | null): void {
    const { log, clock, owner } = this.#options;
    const durationMs = clock.elapsedMs() - this.#startedMs;
    this.#cancelTimer();
    this.#state = 'failed';
    this.#lane?.close();
    this.#sandbox = null;
    log.initFailed(durationMs, errorType, () => {
      if (this.#state === 'failed') owner.initFailed(this);
    });
  }

  // --- invocations

  #send(job: Job, deadlineMs: number): void {
    const invocation: LaneInvocation = {
      requestId: job.requestId,
      deadlineMs,
      functionArn: job.functionArn,
      traceHeader: job.traceHeader,
      clientContext: job.clientContext,
      payload: job.payload,
    };
    this.#options.extensions?.invoke(invocation);
    this.#lane!.send(invocation);
  }

  #result(
    payload: string,
    functionError: 'Unhandled' | null,
    platformError: Completed['platformError'],
  ): void {
    if (this.#state !== 'running') return;
    // The timer goes on: a runtime that does not come back for the next invocation in time is killed.
    this.#state = 'finishing';
    if (this.#options.log.tellsEvents) {
      const errorType = functionError === null ? null : functionErrorType(payload);
      this.#resultFacts = { producedBytes: Buffer.byteLength(payload), errorType };
    }
    this.#answer(payload, functionError, platformError);
  }

  #answer(
    payload: string,
    functionError: 'Unhandled' | null,
    platformError: Completed['platformError'],
  ): void {
    const job = this.#job!;
    this.#answeredMs = this.#options.clock.elapsedMs();
    const result: Completed = {
      kind: 'completed',
      requestId: job.requestId,
      executedVersion: this.#options.configuration.version,
      payload,
      functionError,
      platformError,
      durationMs: this.#answeredMs - this.#invokedMs,
    };
    const finishWithTail = this.#finishWithTail;
    if (finishWithTail === null) {
      job.finish(result);
      return;
    }
    this.#finishWithTail = null;
    finishWithTail(result);
  }

  /** The result and the end of the log come in either order; the job is finished with the later. */
  #followLog(job: Job): void {
    let result: Completed | null = null;
    let logTail: Uint8Array | null = null;
    const finishWhenBoth = (): void => {
      if (result !== null && logTail !== null) job.finish({ ...result, logTail });
    };
    this.#finishWithTail = (completed) => {
      result = completed;
      finishWhenBoth();
    };
    const tail = new LogTail((bytes) => {
      logTail = bytes;
      finishWhenBoth();
    });
    this.#options.log.follow(tail);
  }

  #timedOut(): void {
    const { clock, configuration } = this.#options;
    const job = this.#job;
    if (job === null) return;
    if (this.#state === 'finishing') {
      this.#sandbox?.kill();
      return;
    }
    const isInit = this.#state === 'retrying';
    this.#noteMemory();
    this.#answer(
      timedOutPayload(job.requestId, configuration.timeoutSeconds),
      'Unhandled',
      isInit ? 'init-timeout' : 'timeout',
    );
    this.#dieWith(job, {
      // A timer is never quite on time; Lambda reports the time-out itself.
      durationMs: configuration.timeoutSeconds * 1000,
      ending: { status: 'timeout' },
      failedInit: isInit ? this.#failedInit(null) : null,
      lastWord: timedOutLine(clock.nowMs(), job.requestId, configuration.timeoutSeconds),
    });
  }

  #exited(exit: SandboxExit): void {
    switch (this.#state) {
      case 'starting':
        this.#initFailed(this.#fatal?.errorType ?? this.#initError?.errorType ?? exitedType(exit));
        return;
      case 'retrying':
      case 'running':
      case 'finishing':
        this.#exitedOnDuty(this.#job!, exit, this.#state);
        return;
      case 'idle':
      case 'failed':
      case 'ended':
        this.#leave();
        return;
    }
  }

  #exitedOnDuty(job: Job, exit: SandboxExit, state: 'retrying' | 'running' | 'finishing'): void {
    const fatal = this.#fatal;
    const message =
      fatal === null
        ? exitedMessage(job.requestId, exit)
        : `RequestId: ${job.requestId} Error: ${fatal.message}`;
    const isInit = state === 'retrying';
    // In an init the runtime may have told its error, which is then the answer; behind a result it changes nothing.
    const initErrorType = isInit ? this.#initError?.errorType : undefined;
    const errorType = fatal?.errorType ?? initErrorType ?? exitedType(exit);
    const isAnswered = state === 'finishing' || (isInit && this.#initError !== null);
    if (!isAnswered) this.#answer(exitedPayload(errorType, message), 'Unhandled', 'exit');
    this.#dieWith(job, {
      durationMs: this.#options.clock.elapsedMs() - this.#invokedMs,
      ending: { status: 'error', errorType: this.#isOutOfMemory ? 'Runtime.OutOfMemory' : errorType },
      failedInit: isInit ? this.#failedInit(errorType) : null,
      lastWord: isInit && this.#initError !== null ? null : exitedLine(message, errorType),
    });
  }

  #failedInit(errorType: string | null): DeadEnd['failedInit'] {
    return { durationMs: this.#options.clock.elapsedMs() - this.#startedMs, errorType };
  }

  /** Kills what still runs; the last lines follow when it has ended. */
  #dieWith(job: Job, end: Omit<DeadEnd, 'requestId'>): void {
    const sandbox = this.#sandbox!;
    this.#leave();
    sandbox.onExit(() => this.#options.log.died({ requestId: job.requestId, ...end }));
  }

  #noteMemory(): void {
    this.#options.log.noteMemory(this.#sandbox?.readPeakMemoryKb() ?? 0);
  }

  /**
   * With nothing to do, a process hears that it is to end, and what it still says is logged. On AWS only one that has an
   * extension is told, and any other is killed; here every one is, so that what a handler for SIGTERM does can be seen.
   */
  #shutDown(): void {
    const sandbox = this.#sandbox!;
    const { clock, log, owner, runtimeApi, supervisor, extensions } = this.#options;
    this.#state = 'ended';
    if (this.#isFrozen) this.#thaw();
    const cancels: (() => void)[] = [];
    const endRuntime = (): void => {
      this.#onExtensionsDone = ignore;
      sandbox.terminate();
      cancels.push(clock.after(shutdownGraceMs, () => sandbox.kill()));
    };
    if (extensions === null || extensions.registrations.length === 0) {
      endRuntime();
    } else {
      // AWS ends the runtime first; here its end is that of the sandbox, so that extensions come before it.
      this.#onExtensionsDone = endRuntime;
      cancels.push(clock.after(shutdownWithExtensionsMs - shutdownGraceMs, () => this.#onExtensionsDone()));
      void extensions.shutdown('spindown', Math.floor(clock.nowMs()) + shutdownWithExtensionsMs);
    }
    sandbox.onExit(() => {
      for (const cancel of cancels) cancel();
      // Not before: a runtime that loses its channel ends at once.
      this.#lane?.close();
      runtimeApi?.close();
      log.processEnded();
    });
    supervisor.forget(this);
    owner.ended(this);
  }

  /** Whatever the state was: the process dies, and the owner hears that the environment is gone. */
  #leave(): void {
    this.#state = 'ended';
    this.#job = null;
    this.#cancelTimer();
    this.#sandbox?.kill();
    this.#lane?.close();
    this.#options.runtimeApi?.close();
    this.#options.supervisor.forget(this);
    this.#options.owner.ended(this);
  }
}

function refuse(job: Job, message: string): void {
  job.finish({
    kind: 'refused',
    requestId: job.requestId,
    status: 500,
    errorType: 'ServiceException',
    message,
    reason: null,
    decision: null,
  });
}

function ignore(): void {}
