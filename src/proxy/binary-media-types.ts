// Which media types an API treats as binary, both ways (SPEC §3.5, §4.3).

export interface BinaryMediaTypes {
  /** Whether a request body of this `Content-Type` reaches the function as base64. */
  readonly matchesContentType: (contentType: string | undefined) => boolean;
  /** Whether the first media type of `Accept` asks for a base64 body to be decoded. */
  readonly matchesFirstAccept: (accept: string | undefined) => boolean;
}

/** What a request without Content-Type counts as: documented for validators (SPEC §1.9), chosen for this. */
const defaultContentType = 'application/json';

/**
 * Compiles an API's `binaryMediaTypes`. `*\/*` matches all, a missing header included; `application/*` matches by prefix;
 * an entry with a wildcard on the left alone matches nothing, not even itself (recorded); others match to the letter,
 * without regard to case.
 */
export function compileBinaryMediaTypes(list: readonly string[]): BinaryMediaTypes {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const entry of list) {
    const type = mediaType(entry);
    if (type === '*/*') return { matchesContentType: () => true, matchesFirstAccept: () => true };
    if (type.startsWith('*/')) continue;
    if (type.endsWith('/*')) prefixes.push(type.slice(0, -1));
    else exact.add(type);
  }
  if (exact.size === 0 && prefixes.length === 0) {
    return { matchesContentType: () => false, matchesFirstAccept: () => false };
  }
  const matches = (type: string): boolean =>
    exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
  return {
    matchesContentType: (contentType) => matches(mediaType(contentType ?? defaultContentType)),
    matchesFirstAccept: (accept) => accept !== undefined && matches(mediaType(firstOf(accept))),
  };
}

function firstOf(accept: string): string {
  const end = accept.indexOf(',');
  return end === -1 ? accept : accept.slice(0, end);
}

/** Type and subtype alone, in lower case. */
function mediaType(value: string): string {
  const end = value.indexOf(';');
  return (end === -1 ? value : value.slice(0, end)).trim().toLowerCase();
}
