// Pages of API Gateway's listings: `limit` and `position`.
import { page } from '../page.ts';
import { badRequest } from './errors.ts';

const itemsDefault = 25;
const itemsMax = 500;

/** The members of every listing's answer. The last page has no `position`. */
export function pageOf<T, S>(
  items: readonly T[],
  keyOf: (item: T) => string,
  input: { readonly position?: string | undefined; readonly limit?: number | undefined },
  shape: (item: T) => S,
): { items: S[]; position?: string } {
  // AWS's words for a limit out of bounds and for a position that is none are unknown; these are Varco's.
  const limit = input.limit ?? itemsDefault;
  if (limit < 1 || limit > itemsMax)
    throw badRequest(`Invalid limit specified. Must be between 1 and ${itemsMax}`);
  const found = page(items, keyOf, input.position, limit);
  if (found === null) throw badRequest('Invalid position parameter specified');
  const answer = { items: found.items.map(shape) };
  return found.next === undefined ? answer : { ...answer, position: found.next };
}
