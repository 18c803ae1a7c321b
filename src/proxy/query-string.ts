// The query string as the event's parameters: decoded as a form is (SPEC §3.4).
import type { HeaderList } from '../core/header-list.ts';

/**
 * Parameters of a raw query (without `?`), decoded, in order. `&` and `;` part them (SPEC §2.3); `a` and `a=` have the
 * value ''.
 *
 * Chosen where SPEC is silent, as a browser reads a form: a `%` that two hex digits do not follow stays as it is, bytes
 * that are no UTF-8 become U+FFFD, and a parameter without a name (`=x`) keeps the empty one.
 */
// AWS also answers 400 at the edge to a raw `|`, `{` or `}`.
export function parseQueryString(raw: string): HeaderList {
  if (raw === '') return [];
  // The question mark in front saves one that belongs to the first name from being taken off.
  return [...new URLSearchParams(`?${raw.includes(';') ? raw.replaceAll(';', '&') : raw}`)];
}
