// How many environments of a pool work at one time while their invocations end within a millisecond or two.
import { availableParallelism } from 'node:os';
import type { Clock } from '../core/clock.ts';

/** An invocation that takes longer than one to two of these is a slow one. */
const tickMs = 1;
/** Where all were slow, more may work at one time for so long; then it is seen whether they still are. */
const slackMs = 100;
/** More processes than processors answer no sooner. */
const leastLimit = Math.max(2, availableParallelism());

/**
 * AWS runs as many environments as there are invocations at one time. On two processors, 50 processes that each work 50 µs
 * at a time took 386 µs an invocation, and two that work in turn 61: each time, one is woken with cold caches. So
 * whoever comes while enough environments have just begun waits for one of them, as long as they end quickly; after a
 * tick in which none did, twice as many may begin. A slow invocation counts no more once it is known for one.
 */
export class Pace<Environment> {
  readonly #clock: Pick<Clock, 'after'>;
  /** Hears that environments may have come to count no more. */
  readonly #onTick: () => void;
  /** Those that began within this tick, and within the one before. */
  #fresh = new Set<Environment>();
  #recent = new Set<Environment>();
  #limit = leastLimit;
  #hasEndedQuickly = false;
  #isTicking = false;
  #hasSlack = false;

  constructor(clock: Pick<Clock, 'after'>, onTick: () => void) {
    this.#clock = clock;
    this.#onTick = onTick;
  }

  /** Whether another environment may begin now. */
  get allows(): boolean {
    return this.#fresh.size + this.#recent.size < this.#limit;
  }

  began(environment: Environment): void {
    this.#fresh.add(environment);
  }

  ended(environment: Environment): void {
    if (this.#fresh.delete(environment) || this.#recent.delete(environment)) this.#hasEndedQuickly = true;
  }

  /** Someone waits. */
  tick(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#hasEndedQuickly = false;
    // Behind the turn's reading: what has ended while this process was busy shall have been heard.
    this.#clock.after(tickMs, () => setImmediate(() => this.#look()));
  }

  #look(): void {
    this.#isTicking = false;
    this.#recent = this.#fresh;
    this.#fresh = new Set();
    if (!this.#hasEndedQuickly) this.#giveSlack();
    this.#onTick();
  }

  #giveSlack(): void {
    this.#limit *= 2;
    if (this.#hasSlack) return;
    this.#hasSlack = true;
    this.#clock.after(slackMs, () => {
      this.#hasSlack = false;
      this.#limit = leastLimit;
    });
  }
}
