// How many spare processes there may be at one time, shared by all Regions.
import { UserError } from '../../core/errors.ts';
import { sparesMax } from '../../core/limits.ts';

export class SpareAllowance {
  /** None where it is 0. */
  readonly max: number;
  #taken = 0;

  constructor(max: number) {
    this.max = max;
  }

  tryTake(): boolean {
    if (this.#taken >= this.max) return false;
    this.#taken++;
    return true;
  }

  giveBack(): void {
    this.#taken--;
  }
}

/**
 * `VARCO_SPARES`: 0 for none, `sparesMax` at most, which is also the default.
 * @throws UserError for anything else
 */
export function spareCount(environment: Readonly<Record<string, string | undefined>>): number {
  const wanted = environment['VARCO_SPARES'] ?? '';
  if (wanted === '') return sparesMax;
  const count = /^\d$/.test(wanted) ? Number(wanted) : Infinity;
  if (count > sparesMax) {
    throw new UserError(
      `VARCO_SPARES is ${wanted}: set it to a number from 0 to ${sparesMax}, or leave it out.`,
    );
  }
  return count;
}
