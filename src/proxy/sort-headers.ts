// The order of header names in the event: sorted without regard to case (SPEC §3.3).
import type { HeaderList } from '../core/header-list.ts';

/** Insertion is the fastest for what clients send, and too slow for what they might: from here on a sort goes before. */
const insertionCountMax = 64;

/**
 * Sorted by name without regard to case, the values of one name kept in order. Where a name comes in several casings,
 * all its values take the first one's.
 */
export function sortHeaders(headers: HeaderList): HeaderList {
  const keys: string[] = [];
  const sorted: (readonly [string, string])[] = [];
  for (const header of headers.length <= insertionCountMax ? headers : presort(headers)) {
    const key = header[0].toLowerCase();
    let place = keys.length;
    while (place > 0 && keys[place - 1]! > key) {
      keys[place] = keys[place - 1]!;
      sorted[place] = sorted[place - 1]!;
      place--;
    }
    const name = place > 0 && keys[place - 1] === key ? sorted[place - 1]![0] : header[0];
    keys[place] = key;
    sorted[place] = name === header[0] ? header : [name, header[1]];
  }
  return sorted;
}

function presort(headers: HeaderList): HeaderList {
  return headers
    .map((header) => ({ key: header[0].toLowerCase(), header }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ header }) => header);
}
