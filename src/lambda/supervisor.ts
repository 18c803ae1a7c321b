// Looks at living execution environments every so often: those over their memory are killed, those at rest are frozen.
import type { Clock } from '../core/clock.ts';
import { superviseEveryMs } from '../core/limits.ts';

export interface Supervised {
  supervise(elapsedMs: number): void;
}

/** One timer for all of them, so that none is set and cancelled at each invocation; none while there is nobody. */
export class Supervisor {
  readonly #clock: Clock;
  readonly #living = new Set<Supervised>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(environment: Supervised): void {
    this.#living.add(environment);
    this.#lookLater();
  }

  forget(environment: Supervised): void {
    this.#living.delete(environment);
  }

  close(): void {
    this.#cancel?.();
  }

  #lookLater(): void {
    this.#cancel ??= this.#clock.after(superviseEveryMs, () => {
      this.#cancel = null;
      const now = this.#clock.elapsedMs();
      for (const environment of this.#living) environment.supervise(now);
      if (this.#living.size > 0) this.#lookLater();
    });
  }
}
