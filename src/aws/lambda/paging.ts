// Pages of Lambda's listings: `MaxItems` and `Marker`.
import { assertConstraints, valueBetween } from '../constraints.ts';
import { page } from '../page.ts';
import { invalidParameter } from './errors.ts';

/** AWS takes up to 10,000 and gives at most 50 a page. */
const itemsAskedMax = 10_000;
const itemsPerPageMax = 50;

export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export function pageConstraints(input: PageInput): void {
  assertConstraints(valueBetween('maxItems', input.MaxItems, 1, itemsAskedMax));
}

/** The items of the page, and `NextMarker` unless it is the last. */
export function pageOf<T, S>(
  items: readonly T[],
  keyOf: (item: T) => string,
  input: PageInput,
  shape: (item: T) => S,
): { readonly items: S[]; readonly marker: { readonly NextMarker?: string } } {
  const limit = Math.min(input.MaxItems ?? itemsPerPageMax, itemsPerPageMax);
  const found = page(items, keyOf, input.Marker, limit);
  // AWS's words for a marker that is none are unknown.
  if (found === null) throw invalidParameter('Invalid Marker.');
  return {
    items: found.items.map(shape),
    marker: found.next === undefined ? {} : { NextMarker: found.next },
  };
}
