// Which spare processes to boot before anything is invoked: for the functions that were published last.
import type { Clock } from '../../core/clock.ts';
import { sparePlanDelayMs, sparesMax } from '../../core/limits.ts';
import type { FunctionConfiguration } from '../model.ts';
import type { EnvironmentStarter } from '../start-environment.ts';
import type { Spares } from './spares.ts';

export interface SparePlansOptions {
  readonly clock: Clock;
  readonly starter: EnvironmentStarter;
  readonly spares: Spares;
}

export class SparePlans {
  readonly #options: SparePlansOptions;
  /** One function for each runtime, the last published last. */
  readonly #planned = new Map<string, FunctionConfiguration>();
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(options: SparePlansOptions) {
    this.#options = options;
  }

  plan(configuration: FunctionConfiguration): void {
    if (this.#options.spares.max === 0) return;
    this.#planned.delete(configuration.runtime);
    this.#planned.set(configuration.runtime, configuration);
    if (this.#planned.size > sparesMax) this.#planned.delete(this.#planned.keys().next().value!);
    this.#cancel ??= this.#options.clock.after(sparePlanDelayMs, () => {
      this.#cancel = null;
      const configurations = [...this.#planned.values()];
      this.#planned.clear();
      for (const each of configurations) void this.#want(each);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  async #want(configuration: FunctionConfiguration): Promise<void> {
    try {
      const program = await this.#options.starter.programLike(configuration);
      if (program !== null && !this.#isClosed) this.#options.spares.want(program);
    } catch {
      // What keeps a function from being started is told to whoever invokes it.
    }
  }
}
