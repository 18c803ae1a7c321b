// What `parse` finds in a text: the parts at the `*` of a pattern, or the named groups of a regular expression.
import type { Extraction } from './query.ts';

/** Nothing where the text does not fit. */
export function extract(extraction: Extraction, text: string): readonly (readonly [string, string])[] {
  if (extraction.kind === 'regex') {
    const groups = extraction.expression.exec(text)?.groups ?? {};
    return Object.entries(groups).filter(([, found]) => found !== undefined);
  }
  const parts = partsOf(extraction.pieces, text);
  return parts === null ? [] : extraction.names.map((name, index) => [name, parts[index]!] as const);
}

/** Each part ends where the next piece begins first; what a `*` at the end stands for goes to the end of the text. */
function partsOf(pieces: readonly string[], text: string): readonly string[] | null {
  const [first, ...rest] = pieces as readonly [string, ...string[]];
  const start = text.indexOf(first);
  if (start === -1) return null;
  let position = start + first.length;
  const parts: string[] = [];
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const end = piece === '' && isLast ? text.length : text.indexOf(piece, position);
    if (end === -1) return null;
    parts.push(text.slice(position, end));
    position = end + piece.length;
  }
  return parts;
}
