// How many sandboxes this machine may run and start at one time, shared by all functions.
import { availableParallelism } from 'node:os';

/** Who may get a place, or give one up. */
export interface CapacityUser {
  /** A place may be free: start what is waited for. */
  capacityFreed(): void;
  /** Elapsed ms since when its longest idle sandbox has been idle; Infinity where none is. */
  idlestSinceMs(): number;
  /** Ends its longest idle sandbox. */
  endIdlest(): void;
}

/**
 * AWS starts as many environments as there are invocations. A machine that starts a thousand processes at once answers
 * none of them, so that a burst starts a few at a time, and whatever becomes free meanwhile serves those who wait.
 */
export class Capacity {
  readonly #sandboxesMax: number;
  readonly #startsMax: number;
  readonly #users = new Set<CapacityUser>();
  #running = 0;
  #starting = 0;
  /** Someone was refused a place because all were taken. */
  #isWanted = false;

  constructor(sandboxesMax: number) {
    this.#sandboxesMax = sandboxesMax;
    this.#startsMax = Math.max(2, 2 * availableParallelism());
  }

  get isStarting(): boolean {
    return this.#starting > 0;
  }

  join(user: CapacityUser): void {
    this.#users.add(user);
  }

  leave(user: CapacityUser): void {
    this.#users.delete(user);
  }

  /** Takes a place for a sandbox that starts now; where all are taken, an idle sandbox of any function makes room. */
  tryStart(): boolean {
    if (this.#starting >= this.#startsMax) return false;
    if (this.#running >= this.#sandboxesMax) {
      this.#endIdlest();
      if (this.#running >= this.#sandboxesMax) {
        this.#isWanted = true;
        return false;
      }
    }
    this.#running++;
    this.#starting++;
    return true;
  }

  /** A sandbox has nothing to do: it may have to make room for one that is waited for. */
  becameIdle(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.#freed();
  }

  started(): void {
    this.#starting--;
    this.#freed();
  }

  ended(): void {
    this.#running--;
    this.#freed();
  }

  #freed(): void {
    for (const user of this.#users) user.capacityFreed();
  }

  #endIdlest(): void {
    let idlest: CapacityUser | null = null;
    for (const user of this.#users) {
      if (idlest === null || user.idlestSinceMs() < idlest.idlestSinceMs()) idlest = user;
    }
    if (idlest !== null && idlest.idlestSinceMs() < Infinity) idlest.endIdlest();
  }
}
