// How Python sees values, where recipes rely on it: truth, equality, texts of JSON, methods of texts and collections.
import { isDeepStrictEqual } from 'node:util';
import { NotReplayable } from './not-replayable.ts';

export type Members = Readonly<Record<string, unknown>>;

export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof Date) return true;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return true;
}

export function compared(left: unknown, op: string, right: unknown): boolean {
  switch (op) {
    case '==':
    case 'is':
      return areEqual(left, right);
    case '!=':
    case 'is not':
      return !areEqual(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    case '>':
      return Number(left) > Number(right);
    case '>=':
      return Number(left) >= Number(right);
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    default:
      throw new NotReplayable(`comparison ${op}`);
  }
}

function areEqual(left: unknown, right: unknown): boolean {
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0;
  if (left instanceof Uint8Array && typeof right === 'string') return Buffer.from(left).toString() === right;
  return isDeepStrictEqual(left ?? null, right ?? null) || isJsonOf(left, right) || isJsonOf(right, left);
}

/** Recorded tests parse a payload where their translation holds its text. */
function isJsonOf(text: unknown, value: unknown): boolean {
  if (typeof text !== 'string' || text === '' || value === undefined) return false;
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}

function contains(container: unknown, value: unknown): boolean {
  if (typeof container === 'string') return container.includes(String(value));
  if (container instanceof Uint8Array) return Buffer.from(container).includes(value as string | Buffer);
  if (Array.isArray(container)) return container.some((item) => areEqual(item, value));
  if (typeof container === 'object' && container !== null)
    return memberOf(container, String(value)) !== undefined;
  return false;
}

/** As Python's json.dumps writes it: with blanks, and ASCII alone. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${asciiText(key)}: ${pythonJson(member)}`);
    return `{${members.join(', ')}}`;
  }
  return typeof value === 'string' ? asciiText(value) : JSON.stringify(value ?? null);
}

function asciiText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `value.key`, `value[key]`: members of objects, items of lists, headers whatever their case. */
export function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.at(Number(key));
  if (typeof value === 'string') return /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (key in value) return (value as Members)[key];
  const isHeaders = 'content-type' in value || 'Content-Type' in value || 'Date' in value;
  if (!isHeaders) return undefined;
  return Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

type Method = (receiver: unknown, args: readonly unknown[], named: Members) => unknown;

const methods: Readonly<Record<string, Method>> = {
  lower: (text) => String(text).toLowerCase(),
  upper: (text) => String(text).toUpperCase(),
  strip: (text, [what]) => stripped(String(text), what, true, true),
  rstrip: (text, [what]) => stripped(String(text), what, false, true),
  removesuffix: (text, [end]) => {
    const [whole, suffix] = [String(text), String(end)];
    return whole.endsWith(suffix) ? whole.slice(0, whole.length - suffix.length) : whole;
  },
  startswith: (text, [start]) => String(text).startsWith(String(start)),
  endswith: (text, [end]) => String(text).endsWith(String(end)),
  replace: (value, [from, to], named) =>
    value instanceof Date ? dateWith(value, named) : String(value).replaceAll(String(from), String(to)),
  split: (text, [separator]) => String(text).split(typeof separator === 'string' ? separator : ' '),
  rsplit: (text, [separator, times]) => lastParts(String(text), String(separator), Number(times ?? -1)),
  splitlines: (text, _args, { keepends }) =>
    keepends === true
      ? (String(text).match(/[^\n]*\n|[^\n]+$/g) ?? [])
      : String(text).replace(/\n$/, '').split('\n'),
  format: (text, _args, named) =>
    String(text).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      name in named ? String(named[name]) : whole,
    ),
  items: (object) => Object.entries(object as Members),
  keys: (object) => Object.keys(object as Members),
  values: (object) => Object.values(object as Members),
  get: (object, [key, otherwise]) => memberOf(object, String(key)) ?? otherwise,
  copy: (object) => structuredClone(object),
  read: (value) => value,
  json: (response) => memberOf(response, 'jsonBody'),
};

/** With seconds and parts of them set anew; a time zone changes nothing about a moment in UTC. */
function dateWith(date: Date, { microsecond, second, minute }: Members): Date {
  const changed = new Date(date);
  if (microsecond !== undefined) changed.setUTCMilliseconds(Number(microsecond) / 1000);
  if (second !== undefined) changed.setUTCSeconds(Number(second));
  if (minute !== undefined) changed.setUTCMinutes(Number(minute));
  return changed;
}

function stripped(text: string, what: unknown, start: boolean, end: boolean): string {
  const characters = typeof what === 'string' ? what : ' \t\n\r';
  let [from, to] = [0, text.length];
  if (start) while (from < to && characters.includes(text[from]!)) from++;
  if (end) while (to > from && characters.includes(text[to - 1]!)) to--;
  return text.slice(from, to);
}

function lastParts(text: string, separator: string, times: number): readonly string[] {
  const parts = text.split(separator);
  if (times < 0 || parts.length <= times + 1) return parts;
  const head = parts.slice(0, parts.length - times).join(separator);
  return [head, ...parts.slice(parts.length - times)];
}

/** @returns undefined where there is no such method here */
export function methodNamed(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
