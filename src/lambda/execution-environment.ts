// An execution environment: one sandbox's life from init over its invocations to its end, and what the log says of it.
import type { Clock } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import { initTimeoutMs, restBeforeFreezeMs, streamedResponseBytesMax } from '../core/limits.ts';
import type { DeadEnd, EnvironmentLog } from './environment-log.ts';
import { createFramedLane } from './lane/framed-lane.ts';
import type { Lane, LaneListener } from './lane/lane.ts';
import type { RuntimeApi } from './lane/runtime-api.ts';
import { afterDrain } from './log/drain.ts';
import { LogTail } from './log/log-tail.ts';
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
  /** Where a custom runtime's process is heard; null for one that has a framed channel. */
  readonly runtimeApi: RuntimeApi | null;
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
  /** The result of an invocation that wants its tail, until that is there. */
  #finishWithTail: ((result: Completed) => void) | null = null;
  #cancelTimer: () => void = () => {};
  #isEnding = false;
  #isFrozen = false;
  #isOutOfMemory = false;
  /** Elapsed ms at which it became idle. */
  idleSinceMs = 0;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#startProcess();
    options.supervisor.watch(this);
    this.#cancelTimer = options.clock.after(initTimeoutMs, () => this.#initTimedOut());
  }

  /** True between a result, given after that moment, and the request for the next invocation: free in a moment. */
  isFinishingSince(elapsedMs: number): boolean {
    return this.#state === 'finishing' && this.#answeredMs > elapsedMs;
  }

  /** Only after `ready`. */
  invoke(job: Job): void {
    const { clock, configuration, log } = this.#options;
    if (this.#isFrozen) this.#thaw();
    this.#state = 'running';
    this.#job = job;
    this.#invokedMs = clock.elapsedMs();
    this.#streamedBytes = 0;
    const timeoutMs = configuration.timeoutSeconds * 1000;
    this.#cancelTimer = clock.after(timeoutMs, () => this.#timedOut());
    if (job.wantsLogTail) this.#followLog(job);
    log.started(job.requestId);
    this.#send(job, clock.nowMs() + timeoutMs);
  }

  /** Called every so often (Supervisor). */
  supervise(elapsedMs: number): void {
    if (this.#state === 'idle') {
      // Lambda freezes at once; waiting a little keeps a busy environment from being stopped and woken each time.
      if (!this.#isFrozen && elapsedMs - this.idleSinceMs > restBeforeFreezeMs) this.#freeze();
      return;
    }
    const memoryMaxKb = this.#options.configuration.memoryMb * 1024;
    if (this.#state === 'ended' || (this.#sandbox?.readMemoryKb() ?? 0) <= memoryMaxKb) return;
    this.#isOutOfMemory = true;
    this.#options.log.noteMemory(memoryMaxKb);
    this.#sandbox?.kill();
  }

  #freeze(): void {
    this.#isFrozen = true;
    this.#sandbox?.freeze();
  }

  #thaw(): void {
    this.#isFrozen = false;
    this.#sandbox?.thaw();
  }

  /** Only after `initFailed`: a second init that counts as part of this invocation (SPEC §9.7). */
  retryInit(job: Job): void {
    const { clock, configuration } = this.#options;
    this.#state = 'retrying';
    this.#job = job;
    this.#invokedMs = clock.elapsedMs();
    this.#initError = null;
    if (job.wantsLogTail) this.#followLog(job);
    this.#cancelTimer = clock.after(configuration.timeoutSeconds * 1000, () => this.#timedOut());
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
    const { start, runtimeApi, log, clock } = this.#options;
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
    this.#lane = runtimeApi?.attach(listener) ?? createFramedLane(sandbox.channel, listener);
    // Its last words may still lie in the channels.
    sandbox.onExit((exit) =>
      afterDrain(() => {
        if (isCurrent()) this.#exited(exit);
      }),
    );
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
    switch (this.#state) {
      case 'starting':
        this.#cancelTimer();
        this.#options.log.initCompleted(this.#options.clock.elapsedMs() - this.#startedMs);
        this.#becomeIdle();
        return;
      case 'retrying': {
        const job = this.#job!;
        const { clock, configuration, log } = this.#options;
        this.#state = 'running';
        log.started(job.requestId);
        const spentMs = clock.elapsedMs() - this.#invokedMs;
        this.#send(job, clock.nowMs() + configuration.timeoutSeconds * 1000 - spentMs);
        return;
      }
      case 'finishing': {
        const job = this.#job!;
        this.#job = null;
        this.#cancelTimer();
        const durationMs = this.#options.clock.elapsedMs() - this.#invokedMs;
        this.#options.log.finished(job.requestId, durationMs, logBytes);
        if (this.#isEnding) this.#leave();
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
    this.#lane!.send({
      requestId: job.requestId,
      deadlineMs,
      functionArn: job.functionArn,
      traceHeader: job.traceHeader,
      clientContext: job.clientContext,
      payload: job.payload,
    });
  }

  #result(
    payload: string,
    functionError: 'Unhandled' | null,
    platformError: Completed['platformError'],
  ): void {
    if (this.#state !== 'running') return;
    // The timer goes on: a runtime that does not come back for the next invocation in time is killed.
    this.#state = 'finishing';
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
        this.#initFailed(this.#initError?.errorType ?? exitedType(exit));
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
    const message = exitedMessage(job.requestId, exit);
    const isInit = state === 'retrying';
    // In an init the runtime may have told its error, which is then the answer; behind a result it changes nothing.
    const errorType = (isInit ? this.#initError?.errorType : null) ?? exitedType(exit);
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
