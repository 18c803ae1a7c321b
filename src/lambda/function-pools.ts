// The pools of all function versions: when idle environments end, and when code that nobody uses any more goes.
import type { Clock } from '../core/clock.ts';
import { sandboxIdleMs } from '../core/limits.ts';
import type { Capacity } from './capacity.ts';
import { FunctionPool } from './function-pool.ts';
import type { FunctionConfiguration } from './model.ts';
import { packagesOf } from './published-function.ts';
import type { KeptCodePackages } from './packages/code-packages.ts';
import type { StartEnvironment } from './start-environment.ts';

/** How long code is kept that no function has any more: it may just have been read again, to be published. */
const codeKeptMs = 60_000;

export interface FunctionPoolsOptions {
  readonly clock: Clock;
  readonly capacity: Capacity;
  readonly start: StartEnvironment;
  readonly packages: KeptCodePackages;
  readonly isDebugged: (configuration: FunctionConfiguration) => boolean;
  /** Whether a function in force has this code. */
  readonly isPublished: (sha256: string) => boolean;
}

export class FunctionPools {
  readonly #options: FunctionPoolsOptions;
  /** With what each runs. */
  readonly #pools = new Map<FunctionPool, FunctionConfiguration>();
  #cancelSweep: (() => void) | null = null;

  constructor(options: FunctionPoolsOptions) {
    this.#options = options;
  }

  create(configuration: FunctionConfiguration): FunctionPool {
    const { capacity, clock, start } = this.#options;
    const pool: FunctionPool = new FunctionPool({
      capacity,
      clock,
      start: (owner, type) => start(configuration, owner, type),
      isDebugged: this.#options.isDebugged(configuration),
      onEmpty: () => {
        this.#pools.delete(pool);
        for (const sha256 of packagesOf(configuration)) this.dropLater(sha256);
      },
    });
    this.#pools.set(pool, configuration);
    this.#sweepLater();
    return pool;
  }

  /** Forgets code after a while, if it is used by no function in force and no environment then. */
  dropLater(sha256: string): void {
    const { clock, packages, isPublished } = this.#options;
    clock.after(codeKeptMs, () => {
      const isRunning = [...this.#pools.values()].some((each) => packagesOf(each).includes(sha256));
      if (isPublished(sha256) || isRunning) return;
      // What cannot be removed now goes with the folder when Varco ends.
      packages.drop(sha256).catch(() => {});
    });
  }

  /** Ends every environment and tells when the last process is gone. */
  async close(): Promise<void> {
    this.#cancelSweep?.();
    await Promise.all([...this.#pools.keys()].map((pool) => pool.close()));
  }

  /** One timer for all idle environments, so that none is set and cancelled at each invocation. */
  #sweepLater(): void {
    const { clock } = this.#options;
    this.#cancelSweep ??= clock.after(sandboxIdleMs / 10, () => {
      this.#cancelSweep = null;
      for (const pool of this.#pools.keys()) pool.endIdleSince(clock.elapsedMs() - sandboxIdleMs);
      if (this.#pools.size > 0) this.#sweepLater();
    });
  }
}
