// How many invocations run at one time, for each function and for the account.
import { accountConcurrencyMax } from '../core/limits.ts';
import type { PublishedFunction } from './published-function.ts';

export type ThrottleReason =
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'ConcurrentInvocationLimitExceeded';

export class Concurrency {
  readonly #functions: ReadonlyMap<string, PublishedFunction>;
  /** What is left for functions that have none reserved; counted when first asked for. */
  #sharedMax: number | null = null;
  #shared = 0;

  constructor(functions: ReadonlyMap<string, PublishedFunction>) {
    this.#functions = functions;
  }

  /** A function has changed, and with it what is reserved. */
  forget(): void {
    this.#sharedMax = null;
  }

  /** Takes a place and returns how to give it back, or tells why there is none. */
  take(published: PublishedFunction): ThrottleReason | (() => void) {
    const reserved = published.document.reservedConcurrency;
    if (reserved === null) {
      if (this.#shared >= (this.#sharedMax ??= this.#countShared()))
        return 'ConcurrentInvocationLimitExceeded';
      this.#shared++;
      return this.#giveBackShared;
    }
    if (published.concurrency >= reserved) return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    published.concurrency++;
    return () => {
      published.concurrency--;
    };
  }

  readonly #giveBackShared = (): void => {
    this.#shared--;
  };

  /** Functions with reserved concurrency take it out of the account's, used or not. */
  #countShared(): number {
    let left = accountConcurrencyMax;
    for (const { document } of this.#functions.values()) left -= document.reservedConcurrency ?? 0;
    return left;
  }
}
