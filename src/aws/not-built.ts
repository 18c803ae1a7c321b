// What AWS does and Varco does not yet is refused by name, never answered as if it had been done.
import { AwsError } from '../core/errors.ts';

/**
 * Refuses members that would ask for something not built. Values that ask for nothing pass: unset, false, '', [], {}.
 *
 * @throws AwsError NotImplemented
 */
export function refuseNotBuilt(operation: string, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    if (asksForSomething(value)) throw notBuilt(`${name} of ${operation}`);
  }
}

/** @param what For instance `canarySettings of CreateStage`. */
export function notBuilt(what: string): AwsError {
  return new AwsError('NotImplemented', 501, `Varco does not build ${what} yet.`);
}

function asksForSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (typeof value !== 'object') return true;
  return Object.values(value).some(asksForSomething);
}
