// Values of JSON bodies, read and written by their shapes: restJson1 with its own member names, awsJson with the plain ones.
import { epochSeconds, readTimestamp } from './timestamp.ts';
import { serializationError, setEntry } from './serialization.ts';
import type { Member, NumberKind, Shape, StructureShape } from './shape.ts';

/** How a member is called in the body. */
export type NameOf = (member: Member) => string;

export const restName: NameOf = (member) => (member.place === 'body' ? member.wireName : member.name);
export const plainName: NameOf = (member) => member.name;

/** @throws AwsError SerializationException, without a message, where it is no JSON (as AWS's JSON services answer). */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString());
  } catch {
    throw serializationError();
  }
}

/**
 * The value of a shape out of parsed JSON. Unknown members and nulls are left out, as AWS does.
 *
 * @throws AwsError SerializationException
 */
export function readJson(shape: Shape, value: unknown, nameOf: NameOf): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw mismatch(value, 'String');
      // Half a surrogate pair cannot be written as UTF-8 again: clients would break at it.
      return value.toWellFormed();
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, 'Boolean');
      return value;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'number':
      return readNumber(shape.kind, value);
    case 'timestamp':
      return readTimestamp(value) ?? fail(mismatch(value, 'Date'));
    case 'blob':
      if (typeof value !== 'string') throw mismatch(value, 'Blob');
      return readBase64(value) ?? fail(serializationError('Invalid base64 encoding'));
    case 'list':
      if (!Array.isArray(value)) throw mismatch(value, null);
      return value.filter((item) => item !== null).map((item) => readJson(shape.member, item, nameOf));
    case 'map': {
      const map: Record<string, unknown> = {};
      for (const [key, item] of entriesOf(value)) {
        if (item !== null) setEntry(map, key, readJson(shape.value, item, nameOf));
        else if (shape.sparse) setEntry(map, key, null);
      }
      return map;
    }
    case 'structure':
    case 'union':
    case 'error':
      return readMembers(shape.members, entriesOf(value), nameOf);
  }
}

export function readMembers(
  members: readonly Member[],
  entries: Iterable<readonly [string, unknown]>,
  nameOf: NameOf,
): Record<string, unknown> {
  const found = new Map(entries);
  const read: Record<string, unknown> = {};
  for (const member of members) {
    const value = found.get(nameOf(member));
    if (value !== undefined && value !== null) read[member.name] = readJson(member.shape, value, nameOf);
  }
  return read;
}

export function entriesOf(value: unknown): readonly [string, unknown][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw mismatch(value, null);
  return Object.entries(value);
}

/** AWS cuts fractions off where it wants a whole number. */
function readNumber(kind: NumberKind, value: unknown): number {
  const whole = kind === 'integer' || kind === 'long';
  if (typeof value === 'number') return whole ? Math.trunc(value) : value;
  if (!whole && (value === 'NaN' || value === 'Infinity' || value === '-Infinity')) return Number(value);
  throw mismatch(value, javaNumbers[kind]);
}

const javaNumbers = {
  integer: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  number: 'Double',
} as const satisfies Record<NumberKind, string>;

/** Null where the text is no base64. */
export function readBase64(text: string): Uint8Array | null {
  const plain = text.replace(/=+$/, '');
  if (plain.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(plain)) return null;
  return Buffer.from(plain, 'base64');
}

/**
 * The texts of AWS's framework: that for numbers is recorded (API Gateway, SPEC §1.4), those for lists and structures
 * are reported for CloudWatch Logs; which of them a service gives otherwise is chosen after these.
 *
 * @param wanted The Java class, or null for a list, map or structure.
 */
function mismatch(value: unknown, wanted: string | null): Error {
  if (Array.isArray(value)) return serializationError('Start of list found where not expected');
  if (typeof value === 'object')
    return serializationError('Start of structure or map found where not expected.');
  if (wanted === null) return serializationError('Unexpected field type');
  return serializationError(`class ${javaClasses[typeof value] ?? ''} can not be converted to an ${wanted}`);
}

const javaClasses: Readonly<Record<string, string>> = {
  number: 'com.amazon.coral.value.json.numbers.TruncatingBigNumber',
  boolean: 'java.lang.Boolean',
  string: 'java.lang.String',
};

function fail(error: Error): never {
  throw error;
}

/** The text of a body or of a part of it. */
export function writeJson(shape: Shape, value: unknown, nameOf: NameOf): string {
  return JSON.stringify(jsonOf(shape, value, nameOf));
}

/** The members that are set, under their names in the body. What no shape knows is left out. */
export function jsonMembers(
  members: readonly Member[],
  value: unknown,
  nameOf: NameOf,
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  const given = recordOf(value);
  for (const member of members) {
    const item = given[member.name];
    if (item !== undefined && item !== null) written[nameOf(member)] = jsonOf(member.shape, item, nameOf);
  }
  return written;
}

function jsonOf(shape: Shape, value: unknown, nameOf: NameOf): unknown {
  switch (shape.kind) {
    case 'string':
    case 'boolean':
      return value;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'number':
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
    case 'timestamp':
      return epochSeconds(dateOf(value));
    case 'blob':
      return Buffer.from(bytesOf(value)).toString('base64');
    case 'list':
      return listOf(value).map((item) => jsonOf(shape.member, item, nameOf));
    case 'map': {
      const written: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(recordOf(value))) {
        if (item !== undefined && item !== null) setEntry(written, key, jsonOf(shape.value, item, nameOf));
        else if (item === null && shape.sparse) setEntry(written, key, null);
      }
      return written;
    }
    case 'structure':
    case 'union':
    case 'error':
      return jsonMembers(shape.members, value, nameOf);
  }
}

// An operation that answers with something its shape cannot hold is a defect of Varco, and these say so.

export function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  throw new TypeError(`an output holds ${typeof value} where its shape has a timestamp`);
}

export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value);
  throw new TypeError(`an output holds ${typeof value} where its shape has bytes`);
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new TypeError(`an output holds ${typeof value} where its shape has a list`);
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value !== null && typeof value === 'object') return value as Readonly<Record<string, unknown>>;
  throw new TypeError(`an output holds ${typeof value} where its shape has a structure or a map`);
}

/** The shape of a body that holds nothing but these members. */
export function bodyMembers(shape: StructureShape): readonly Member[] {
  return shape.members.filter(({ place }) => place === 'body');
}
