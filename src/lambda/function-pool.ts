// The execution environments of one function version: one invocation each, reused warm, started when none is free.
import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import type { Capacity, CapacityUser } from './capacity.ts';
import type { EnvironmentOwner, ExecutionEnvironment, Job } from './execution-environment.ts';
import type { InitializationType } from './log/platform-events.ts';
import { Pace } from './pace.ts';
import type { ProvisionedState } from './service.ts';

/** An environment that has answered asks for the next invocation within microseconds; it is waited for so long. */
const finishingGraceMs = 20;

/** An init that fails so often in a row is not tried again for environments that nobody waits for. */
const provisionFailuresMax = 3;

export interface FunctionPoolOptions {
  readonly capacity: Capacity;
  readonly clock: Clock;
  /** Makes an environment, which starts at once. Rejects where the function cannot run on this machine at all. */
  readonly start: (owner: EnvironmentOwner, type: InitializationType) => Promise<ExecutionEnvironment>;
  /** Somebody debugs the function: one environment at a time, which stays. */
  readonly isDebugged: boolean;
  /** The pool is retired and its last environment gone. */
  readonly onEmpty: () => void;
}

export class FunctionPool implements CapacityUser, EnvironmentOwner {
  readonly #options: FunctionPoolOptions;
  readonly #all = new Set<ExecutionEnvironment>();
  /** Those whose processes have not all gone. */
  readonly #alive = new Set<ExecutionEnvironment>();
  /** Last in, first out: what was used last is warm, and what is not needed grows old. */
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #starting = new Set<ExecutionEnvironment>();
  /** Environments of which not even the process has begun. */
  readonly #preparing = new Set<Promise<void>>();
  readonly #waiting: { readonly job: Job; readonly fail: (error: unknown) => void }[] = [];
  readonly #pace: Pace<ExecutionEnvironment>;
  /** Those that were started to be kept ready; they stay, however long they are idle. */
  readonly #provisioned = new Set<ExecutionEnvironment>();
  #provisionedPreparing = 0;
  #provisionFailures = 0;
  #isRetired = false;
  /** How many are to be kept ready. */
  provisionedCount = 0;
  /** Invocations under way that count against these. */
  provisionedInUse = 0;

  constructor(options: FunctionPoolOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock, () => this.#serveWaiting());
    options.capacity.join(this);
  }

  /** @param fail hears why no environment can be had, for instance that there is no interpreter */
  run(job: Job, fail: (error: unknown) => void): void {
    if (!this.#pace.allows) {
      this.#waiting.push({ job, fail });
      this.#pace.tick();
      return;
    }
    const environment = this.#takeIdle();
    if (environment !== undefined) {
      this.#invoke(environment, job);
      return;
    }
    this.#waiting.push({ job, fail });
    this.#startWhatIsMissing();
    if (this.#finishing() > 0) this.#options.clock.after(finishingGraceMs, () => this.#startWhatIsMissing());
  }

  /** Keeps so many environments ready; those above are ended like all others when they have been idle for long. */
  provision(count: number): void {
    if (count === this.provisionedCount) return;
    this.provisionedCount = count;
    this.#provisionFailures = 0;
    for (const environment of this.#provisioned) {
      if (this.#provisioned.size <= count) break;
      this.#provisioned.delete(environment);
    }
    this.#provisionWhatIsMissing();
  }

  provisionedState(): ProvisionedState {
    let ready = 0;
    for (const environment of this.#provisioned) if (!this.#starting.has(environment)) ready++;
    const hasFailed = this.#provisionFailures >= provisionFailuresMax;
    return { allocated: ready, available: ready, hasFailed };
  }

  /** Running invocations finish; nothing is kept for later ones. */
  retire(): void {
    this.#isRetired = true;
    this.#provisioned.clear();
    for (const environment of this.#idle.slice()) environment.end();
    this.#leaveWhenEmpty();
  }

  /** Starts the environment of a function that is debugged, so that a debugger can come before the first invocation. */
  startDebugged(): void {
    if (this.#isRetired || this.#hasAsManyAsMayBe() || !this.#options.capacity.tryStart()) return;
    const preparing = this.#start('on-demand').finally(() => this.#preparing.delete(preparing));
    this.#preparing.add(preparing);
  }

  #hasAsManyAsMayBe(): boolean {
    return this.#options.isDebugged && this.#all.size + this.#preparing.size > 0;
  }

  /** Ends environments that have been idle since before the given moment. */
  endIdleSince(elapsedMs: number): void {
    if (this.#options.isDebugged) return;
    for (const environment of this.#idle.slice()) {
      if (environment.idleSinceMs < elapsedMs && !this.#provisioned.has(environment)) environment.end();
    }
  }

  /** Ends everything and tells when the last process is gone. */
  async close(): Promise<void> {
    this.#isRetired = true;
    const closing = new AwsError('ServiceException', 500, 'Varco is shutting down.');
    for (const { fail } of this.#waiting.splice(0)) fail(closing);
    await Promise.all(this.#preparing);
    for (const environment of this.#all) environment.end();
    await Promise.all(
      [...this.#alive].map((environment) => new Promise<void>((resolve) => environment.onExit(resolve))),
    );
    this.#options.capacity.leave(this);
  }

  // --- the environments report

  ready(environment: ExecutionEnvironment): void {
    this.#provisionFailures = 0;
    this.#pace.ended(environment);
    // Who waits is served before others hear of free capacity, or they would start what is no longer missing.
    const next = this.#pace.allows || this.#isRetired ? this.#waiting.shift() : undefined;
    if (next !== undefined) this.#invoke(environment, next.job);
    else if (this.#isRetired) environment.end();
    else this.#idle.push(environment);
    const wasIdle = next === undefined && !this.#isRetired;
    if (this.#starting.delete(environment)) this.#options.capacity.started();
    else if (wasIdle) this.#options.capacity.becameIdle();
  }

  initFailed(environment: ExecutionEnvironment): void {
    const next = this.#waiting.shift();
    if (next === undefined && this.#provisioned.has(environment)) this.#provisionFailures++;
    if (next === undefined) environment.end();
    else environment.retryInit(next.job);
    if (this.#starting.delete(environment)) this.#options.capacity.started();
  }

  ended(environment: ExecutionEnvironment): void {
    this.#pace.ended(environment);
    this.#all.delete(environment);
    this.#provisioned.delete(environment);
    const at = this.#idle.indexOf(environment);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#starting.delete(environment)) this.#options.capacity.started();
    this.#options.capacity.ended();
    this.#serveWaiting();
    this.#provisionWhatIsMissing();
    environment.onExit(() => {
      this.#alive.delete(environment);
      this.#leaveWhenEmpty();
    });
  }

  // --- capacity asks

  capacityFreed(): void {
    this.#startWhatIsMissing();
    this.#provisionWhatIsMissing();
  }

  idlestSinceMs(): number {
    return this.#idlest()?.idleSinceMs ?? Infinity;
  }

  endIdlest(): void {
    this.#idlest()?.end();
  }

  #idlest(): ExecutionEnvironment | undefined {
    if (this.#options.isDebugged) return undefined;
    if (this.#provisioned.size === 0) return this.#idle[0];
    return this.#idle.find((environment) => !this.#provisioned.has(environment));
  }

  #invoke(environment: ExecutionEnvironment, job: Job): void {
    this.#pace.began(environment);
    environment.invoke(job);
  }

  #serveWaiting(): void {
    while (this.#waiting.length > 0 && this.#pace.allows) {
      const environment = this.#takeIdle();
      if (environment === undefined) break;
      this.#invoke(environment, this.#waiting.shift()!.job);
    }
    this.#startWhatIsMissing();
  }

  #takeIdle(): ExecutionEnvironment | undefined {
    if (this.#provisioned.size === 0) return this.#idle.pop();
    const at = this.#idle.findLastIndex((environment) => this.#provisioned.has(environment));
    return at < 0 ? this.#idle.pop() : this.#idle.splice(at, 1)[0];
  }

  #provisionWhatIsMissing(): void {
    if (this.provisionedCount === 0 || this.#isRetired) return;
    while (
      this.#provisioned.size + this.#provisionedPreparing < this.provisionedCount &&
      this.#provisionFailures < provisionFailuresMax &&
      this.#options.capacity.tryStart()
    ) {
      this.#provisionedPreparing++;
      const preparing = this.#start('provisioned-concurrency').finally(() =>
        this.#preparing.delete(preparing),
      );
      this.#preparing.add(preparing);
    }
  }

  /** As many as wait and will not be served by those that start, or have just answered. */
  #startWhatIsMissing(): void {
    if (this.#waiting.length > 0 && !this.#pace.allows) {
      this.#pace.tick();
      return;
    }
    while (
      this.#waiting.length > this.#coming() &&
      !this.#hasAsManyAsMayBe() &&
      this.#options.capacity.tryStart()
    ) {
      const preparing = this.#start('on-demand').finally(() => this.#preparing.delete(preparing));
      this.#preparing.add(preparing);
    }
  }

  #coming(): number {
    return this.#preparing.size + this.#starting.size + this.#finishing();
  }

  #finishing(): number {
    const sinceMs = this.#options.clock.elapsedMs() - finishingGraceMs;
    let finishing = 0;
    for (const environment of this.#all) if (environment.isFinishingSince(sinceMs)) finishing++;
    return finishing;
  }

  async #start(type: InitializationType): Promise<void> {
    const isProvisioned = type === 'provisioned-concurrency';
    try {
      const environment = await this.#options.start(this, type);
      if (isProvisioned) this.#provisionedPreparing--;
      if (isProvisioned && !this.#isRetired) this.#provisioned.add(environment);
      this.#all.add(environment);
      this.#alive.add(environment);
      this.#starting.add(environment);
      if (this.#isRetired && this.#waiting.length === 0) environment.end();
    } catch (error) {
      // It is the same for all who wait: they would fail one after the other.
      for (const { fail } of this.#waiting.splice(0)) fail(error);
      if (isProvisioned) {
        this.#provisionedPreparing--;
        this.#provisionFailures = provisionFailuresMax;
      }
      this.#options.capacity.started();
      this.#options.capacity.ended();
    }
  }

  #leaveWhenEmpty(): void {
    const isEmpty = this.#alive.size === 0 && this.#waiting.length === 0 && this.#preparing.size === 0;
    if (!this.#isRetired || !isEmpty) return;
    this.#options.capacity.leave(this);
    this.#options.onEmpty();
  }
}
