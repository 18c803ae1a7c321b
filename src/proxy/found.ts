// How a violation names a place in a function's output and quotes what stands there.
import { violationTextCharactersMax } from '../core/limits.ts';
import { NumberToken } from './number-token.ts';
import type { JsonType, Violation } from './violation.ts';

/** `parent` with one more step, escaped as RFC 6901 wants it: `/headers/a~1b`. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function foundValue(value: unknown): Violation['found'] {
  return { type: jsonTypeOf(value), text: cut(write(value, '')) };
}

export function foundText(payload: string): Violation['found'] {
  return { type: 'not JSON', text: cut(payload) };
}

function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof NumberToken) return 'number';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

/** Compact JSON appended to `text`, until there is enough of it: each level writes a character, so this ends early. */
function write(value: unknown, text: string): string {
  if (typeof value === 'string') return text + JSON.stringify(value.slice(0, violationTextCharactersMax));
  if (value instanceof NumberToken) return text + value.source;
  if (typeof value !== 'object' || value === null) return text + String(value);
  const isArray = Array.isArray(value);
  let written = text + (isArray ? '[' : '{');
  let first = true;
  for (const [key, item] of Object.entries(value)) {
    if (written.length >= violationTextCharactersMax) return written;
    if (!first) written += ',';
    if (!isArray) written += `${JSON.stringify(key)}:`;
    written = write(item, written);
    first = false;
  }
  return written + (isArray ? ']' : '}');
}

function cut(text: string): string {
  if (text.length <= violationTextCharactersMax) return text;
  // Half a surrogate pair is no character.
  const lastUnit = text.charCodeAt(violationTextCharactersMax - 1);
  const splitsPair = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, splitsPair ? violationTextCharactersMax - 1 : violationTextCharactersMax);
}
