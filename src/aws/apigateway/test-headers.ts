// The headers of a test run: two maps, of which one holds lists, as one list of names and values.
import type { HeaderList } from '../../core/header-list.ts';

/** Undefined where none were given: the event's headers are null then (SPEC §1.6). A name in both maps keeps all values. */
export function testHeaders(
  headers: Readonly<Record<string, string | null>> | undefined,
  multiValueHeaders: Readonly<Record<string, readonly string[]>> | undefined,
): HeaderList | undefined {
  const list: (readonly [string, string])[] = [];
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    for (const value of values) list.push([name, value]);
  }
  const given = new Set(list.map(([name]) => name.toLowerCase()));
  for (const [name, value] of Object.entries(headers ?? {})) {
    // The console sends the same header in both maps.
    if (value !== null && !given.has(name.toLowerCase())) list.push([name, value]);
  }
  return list.length === 0 ? undefined : list;
}
