// Patches on the entries of a map: `/responseParameters/{name}`, `/requestTemplates/{contentType}`.
import { notFound } from './errors.ts';
import { assertEntryOperation, type Patch } from './patch-operations.ts';

export interface EntryRules<V> {
  /** What a patch's value means; may refuse it. */
  readonly read: (value: string | null, key: string) => V;
  /** AWS's words where an entry that is not there is removed, or replaced. */
  readonly missing: string;
  /** Whether a replacement may make a new entry; AWS's choice is not recorded for every map. */
  readonly replaceMakes?: boolean;
}

/** @throws AwsError NotFoundException, BadRequestException */
export function patchEntry<V>(
  map: Readonly<Record<string, V>>,
  patch: Patch,
  rules: EntryRules<V>,
): Record<string, V> {
  assertEntryOperation(patch);
  const key = patch.segments[1] ?? '';
  const isThere = Object.hasOwn(map, key);
  if (patch.op === 'remove') {
    if (!isThere) throw notFound(rules.missing);
    const { [key]: _gone, ...others } = map;
    return others;
  }
  if (patch.op === 'replace' && !isThere && rules.replaceMakes !== true) throw notFound(rules.missing);
  return { ...map, [key]: rules.read(patch.value, key) };
}

/** Recorded for responses; taken for requests too. */
export const parameterMissing = 'Invalid parameter name specified';
export const contentTypeMissing = 'Content-Type specified was not found';
