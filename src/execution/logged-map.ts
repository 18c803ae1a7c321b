// Names with values as the execution log writes them, `{a=1, b=2}`, in both directions.
import type { HeaderList } from '../core/header-list.ts';
import { logTextCharactersMax } from '../core/limits.ts';

/**
 * In list order; AWS's is a hash order. A name that occurs more than once is written more than once: how AWS writes it
 * is unknown. Stops once a line is full, since the rest would be cut.
 */
export function writeMap(entries: HeaderList): string {
  let text = '{';
  for (const [name, value] of entries) {
    if (text.length > logTextCharactersMax) return text;
    text += text === '{' ? `${name}=${value}` : `, ${name}=${value}`;
  }
  return `${text}}`;
}

// Values hold `, ` and `=` themselves (`Accept-Encoding=gzip, deflate`), so an entry begins only where a name and a `=`
// follow the comma. A value such as `a, b=c` cannot be told from two entries; nobody who reads these logs can.
const nextEntry = /, (?=[^\s=,;{}]+=)/;

/** The entries of a map's text, of which the end may have been cut away; [] where it is no map. */
export function readMap(text: string): HeaderList {
  if (!text.startsWith('{')) return [];
  const inner = text.endsWith('}') ? text.slice(1, -1) : text.slice(1);
  if (inner === '') return [];
  return inner.split(nextEntry).map((entry) => {
    const equals = entry.indexOf('=');
    return equals === -1 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)];
  });
}
