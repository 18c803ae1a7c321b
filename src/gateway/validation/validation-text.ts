// What is wrong with a body, in the words of the Java validator that AWS uses (SPEC §1.9, §5.2).
import type { ErrorObject } from 'ajv-draft-04';

type Params = Readonly<Record<string, unknown>>;
type Writer = (params: Params, value: unknown, schema: unknown) => string;

const json = (value: unknown): string => JSON.stringify(value);
const sortedList = (names: readonly string[]): string => json([...names].sort());

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const sizeOf = (value: unknown): number => (value as { readonly length: number }).length;
const membersOf = (value: unknown): number => Object.keys(value as object).length;

/**
 * By keyword. The first sentence of `required` is recorded; the others are those of the same validator (json-schema-
 * validator 2.2), not seen from AWS.
 */
const writers: Readonly<Record<string, Writer>> = {
  type: (_params, value, schema) =>
    `instance type (${typeOf(value)}) does not match any allowed primitive type (allowed: ${sortedList(allowedTypes(schema))})`,
  enum: (_params, value, schema) =>
    `instance value (${json(value)}) not found in enum (possible values: ${json(schema)})`,
  minLength: (_params, value, schema) =>
    `string ${json(value)} is too short (length: ${sizeOf(value)}, required minimum: ${String(schema)})`,
  maxLength: (_params, value, schema) =>
    `string ${json(value)} is too long (length: ${sizeOf(value)}, maximum allowed: ${String(schema)})`,
  pattern: (_params, value, schema) =>
    `ECMA 262 regex ${json(schema)} does not match input string ${json(value)}`,
  minItems: (_params, value, schema) =>
    `array is too short: must have at least ${String(schema)} elements but instance has ${sizeOf(value)} elements`,
  maxItems: (_params, value, schema) =>
    `array is too long: must have at most ${String(schema)} elements but instance has ${sizeOf(value)} elements`,
  uniqueItems: () => 'array must not contain duplicate elements',
  minimum: ({ comparison }, value, schema) =>
    comparison === '>'
      ? `numeric instance is not strictly greater than the required minimum ${String(schema)}`
      : `numeric instance is lower than the required minimum (minimum: ${String(schema)}, found: ${String(value)})`,
  maximum: ({ comparison }, value, schema) =>
    comparison === '<'
      ? `numeric instance is not strictly lower than the required maximum ${String(schema)}`
      : `numeric instance is greater than the required maximum (maximum: ${String(schema)}, found: ${String(value)})`,
  multipleOf: (_params, value, schema) =>
    `remainder of division is not zero (${String(value)} / ${String(schema)})`,
  minProperties: (_params, value, schema) =>
    `object has too few properties (found ${membersOf(value)} but schema requires at least ${String(schema)})`,
  maxProperties: (_params, value, schema) =>
    `object has too many properties (found ${membersOf(value)} but schema requires at most ${String(schema)})`,
  anyOf: (_params, _value, schema) =>
    `instance failed to match at least one required schema among ${sizeOf(schema)}`,
  oneOf: ({ passingSchemas }, _value, schema) =>
    `instance failed to match exactly one schema (matched ${Array.isArray(passingSchemas) ? passingSchemas.length : 0} out of ${sizeOf(schema)})`,
  not: () => 'instance matched a schema which it should not have',
};

function allowedTypes(schema: unknown): readonly string[] {
  const types = (Array.isArray(schema) ? schema : [schema]) as readonly string[];
  // A number may be an integer, and the validator names both.
  return types.includes('number') && !types.includes('integer') ? [...types, 'integer'] : types;
}

/** One sentence a fault; faults within the branches of `anyOf`, `oneOf` and `not` are told by these alone. */
export function validationText(errors: readonly ErrorObject[], body: unknown): readonly string[] {
  const sentences: string[] = [];
  const grouped = new Set<string>();
  for (const error of errors) {
    if (isWithinBranch(error, errors)) continue;
    const names = listedNames[error.keyword];
    if (names === undefined) {
      const write = writers[error.keyword];
      sentences.push(
        write === undefined
          ? (error.message ?? error.keyword)
          : write(error.params, error.data ?? body, error.schema),
      );
      continue;
    }
    // The compiler reports each name by itself, AWS all of one object together.
    const place = `${error.instancePath} ${error.schemaPath}`;
    if (grouped.has(place)) continue;
    grouped.add(place);
    const together = errors
      .filter(
        (other) => other.keyword === error.keyword && `${other.instancePath} ${other.schemaPath}` === place,
      )
      .map((other) => String(other.params[names.param]));
    sentences.push(names.write(sortedList(together)));
  }
  return sentences;
}

const listedNames: Readonly<
  Record<string, { readonly param: string; readonly write: (list: string) => string }>
> = {
  required: {
    param: 'missingProperty',
    write: (list) => `object has missing required properties (${list})`,
  },
  additionalProperties: {
    param: 'additionalProperty',
    write: (list) => `object instance has properties which are not allowed by the schema: ${list}`,
  },
};

/** The branch of a keyword that is reported itself: its instance is the error's or one around it. */
function isWithinBranch(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some(
    (other) =>
      other !== error &&
      (other.keyword === 'anyOf' || other.keyword === 'oneOf' || other.keyword === 'not') &&
      error.schemaPath !== other.schemaPath &&
      (error.schemaPath.startsWith(`${other.schemaPath}/`) ||
        // A branch that refers to another model has that model's path.
        (!error.schemaPath.startsWith('#') && isAtOrBelow(error.instancePath, other.instancePath))),
  );
}

function isAtOrBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}
