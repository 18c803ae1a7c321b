// Small pieces of the Italian sentences a finding is made of.
import type { JsonType } from '../proxy/violation.ts';

/** `un oggetto`. */
export function unTipo(type: JsonType): string {
  switch (type) {
    case 'object':
      return 'un oggetto';
    case 'array':
      return 'un array';
    case 'string':
      return 'una stringa';
    case 'number':
      return 'un numero';
    case 'boolean':
      return 'un booleano';
    case 'null':
      return 'null';
    case 'not JSON':
      return 'un testo che non è JSON';
  }
}

/** `a, b e c`. */
export function elenco(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} e ${items.at(-1)}`;
}
