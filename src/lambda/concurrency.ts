// How many invocations run at one time, for each function and for the account.
import { accountConcurrencyMax } from '../core/limits.ts';
import type { FunctionPool } from './function-pool.ts';
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
  take(published: PublishedFunction, pool: FunctionPool): ThrottleReason | (() => void) {
    if (pool.provisionedInUse < pool.provisionedCount) {
      pool.provisionedInUse++;
      return () => {
        pool.provisionedInUse--;
      };
    }
    const reserved = published.document.reservedConcurrency;
    if (reserved === null) {
      if (this.#shared >= (this.#sharedMax ??= this.#countShared()))
        return 'ConcurrentInvocationLimitExceeded';
      this.#shared++;
      return this.#giveBackShared;
    }
    // What is provisioned is kept for its versions, used or not (recorded).
    if (published.concurrency >= reserved - published.provisionedTotal)
      return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    published.concurrency++;
    return () => {
      published.concurrency--;
    };
  }

  readonly #giveBackShared = (): void => {
    this.#shared--;
  };

  /** Functions with reserved or provisioned concurrency take it out of the account's, used or not. */
  #countShared(): number {
    let left = accountConcurrencyMax;
    for (const { document, provisionedTotal } of this.#functions.values())
      left -= document.reservedConcurrency ?? provisionedTotal;
    return left;
  }
}
