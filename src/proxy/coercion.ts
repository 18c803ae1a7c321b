// What AWS makes of a JSON scalar where it wants a string, an integer or a boolean: Jackson's default coercions (SPEC §4.1).
import { NumberToken } from './number-token.ts';

const integerText = /^[+-]?\d+$/;
const jsonInteger = /^-?\d+$/;
const jsonZero = /^-?0$/;

/**
 * A string as it is, a boolean or number as it is written (a plain number as JavaScript would write it). Undefined
 * where AWS refuses.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof NumberToken) return value.source;
  return typeof value === 'number' ? String(value) : undefined;
}

/**
 * An integer, not yet checked for its range. Null, blank text and the text "null" are 0 to a Java `int`; fractions are
 * cut off from numbers but refused in text. Undefined where AWS refuses.
 */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.trunc(value);
  if (value instanceof NumberToken) return Math.trunc(Number(value.source));
  if (value === null) return 0;
  if (typeof value !== 'string') return undefined;
  const text = trimmed(value);
  if (text === '' || text === 'null') return 0;
  // AWS also reads digits of other scripts ("٢٠٠"), as Java's parseInt does.
  return integerText.test(text) ? Number(text) : undefined;
}

/**
 * A boolean from itself, from null, from the three spellings of each word, or from a number written without fraction
 * and exponent. Undefined where AWS refuses.
 */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (value instanceof NumberToken) {
    return jsonInteger.test(value.source) ? !jsonZero.test(value.source) : undefined;
  }
  if (typeof value === 'number') return Number.isInteger(value) ? value !== 0 : undefined;
  if (typeof value !== 'string') return undefined;
  switch (trimmed(value)) {
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
    case 'null':
    case '':
      return false;
    default:
      return undefined;
  }
}

/** Java's String.trim(): everything up to the space character, control characters included, and nothing else. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}
