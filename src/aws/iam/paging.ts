// Pages of IAM's listings: `MaxItems` of them, then a `Marker`.
import { page } from '../page.ts';
import { validationError } from './errors.ts';

export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** IAM gives a hundred where nothing is said. */
const defaultItems = 100;

/** @throws AwsError ValidationError for a marker that is none of ours */
export function iamPage<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { Marker, MaxItems }: PageInput,
): { readonly items: readonly T[]; readonly end: { IsTruncated: boolean; Marker?: string } } {
  const found = page(items, keyOf, Marker, MaxItems ?? defaultItems);
  if (found === null) throw validationError(`Invalid Marker: ${Marker}`);
  const { next } = found;
  return {
    items: found.items,
    end: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next },
  };
}
