// Ids and names that follow from the stack and the logical id: the same project has the same addresses at every start.
import { createHash } from 'node:crypto';
import type { Ids } from '../core/ids.ts';

const alphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `count` characters of `[a-z0-9]`, at most 32, that follow from a text. */
export function stableCharacters(text: string, count: number): string {
  let characters = '';
  for (const byte of createHash('sha256').update(text).digest().subarray(0, count))
    characters += alphanumeric[byte % 36];
  return characters;
}

/** `ids` with the ids of APIs and their parts, which people see in addresses, following from `seed`. */
export function stableIds(ids: Ids, seed: string): Ids {
  let drawn = 0;
  return {
    ...ids,
    tenCharacters: () => stableCharacters(`${seed}/${drawn++}`, 10),
    sixCharacters: () => stableCharacters(`${seed}/${drawn++}`, 6),
  };
}
