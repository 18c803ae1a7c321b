// One page of a listing: items in the order of a key, and a token that names where the next page starts.

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * @param keyOf Unique text by which the listing is ordered; it need not be stable over versions of Varco.
 * @param after The token of the page before, or undefined for the first.
 * @returns null where the token is none of ours.
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  after: string | undefined,
  limit: number,
): Page<T> | null {
  const start = after === undefined || after === '' ? null : readToken(after);
  if (start === undefined) return null;
  const keyed = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => start === null || key > start)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const taken = keyed.slice(0, limit);
  const more = keyed.length > taken.length;
  return {
    items: taken.map(({ item }) => item),
    next: more ? writeToken(taken.at(-1)!.key) : undefined,
  };
}

const mark = 'after:';

function writeToken(key: string): string {
  return Buffer.from(mark + key).toString('base64url');
}

function readToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(mark) ? text.slice(mark.length) : undefined;
}

/** A key for listings in order of creation. */
export function byCreation(createdAtMs: number, id: string): string {
  return `${String(createdAtMs).padStart(16, '0')} ${id}`;
}
