// Random values of an SDK schema: structure and bindings from the SDK itself, limits from Varco's tables.
import type { NormalizedSchema } from '@smithy/core/schema';
import * as fc from 'fast-check';
import type { Constraints, Member, NumberKind, Shape } from '../shape.ts';

export interface ValueOptions {
  /** XML cannot hold every character, and clients trim texts. */
  readonly xml: boolean;
  /** An answer's shape: what it says of labels and the query means nothing. */
  readonly output: boolean;
}

const depthMax = 4;

/** @param shape The same shape in Varco's tables; a member that it lacks fails the test. */
export function valuesOf(
  schema: NormalizedSchema,
  shape: Shape | null,
  options: ValueOptions,
): fc.Arbitrary<Record<string, unknown>> {
  if (schema.isUnitSchema()) return fc.constant({});
  return structureOf(schema, shape, options, 0) as fc.Arbitrary<Record<string, unknown>>;
}

function valueOf(
  schema: NormalizedSchema,
  shape: Shape,
  options: ValueOptions,
  depth: number,
): fc.Arbitrary<unknown> {
  const constraints = constraintsOf(shape);
  if (schema.isStructSchema()) return structureOf(schema, shape, options, depth);
  const { httpQuery, httpQueryParams } = schema.getMergedTraits();
  if (schema.isListSchema() && shape.kind === 'list') {
    const count = itemCount(constraints, depth, httpQuery !== undefined);
    return fc.array(valueOf(schema.getValueSchema(), shape.member, options, depth + 1), count);
  }
  if (schema.isMapSchema() && shape.kind === 'map') {
    const anyKey = valueOf(schema.getKeySchema(), shape.key, options, depth + 1) as fc.Arbitrary<string>;
    // The client leaves such names out of a query, and loses the value of `__proto__` in an answer.
    const lost = (name: string): boolean =>
      httpQueryParams === undefined ? options.output && name === '__proto__' : name in Object.prototype;
    const key = anyKey.filter((name) => !lost(name));
    const unsaidIfEmpty = httpQueryParams !== undefined || (options.xml && !options.output);
    const { minLength, maxLength } = itemCount(constraints, depth, unsaidIfEmpty);
    return fc.dictionary(key, valueOf(schema.getValueSchema(), shape.value, options, depth + 1), {
      minKeys: minLength,
      maxKeys: maxLength,
      noNullPrototype: true,
    });
  }
  if (schema.isBlobSchema()) return bytesOf(constraints);
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isTimestampSchema()) {
    return fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  }
  if (schema.isNumericSchema()) return numberOf(shape.kind as NumberKind, constraints);
  if (schema.isStringSchema()) return textOf(schema, constraints, options);
  throw new Error(`the table has ${shape.kind} where the SDK has ${schema.getName(true)}`);
}

function constraintsOf(shape: Shape): Constraints {
  return 'constraints' in shape ? shape.constraints : {};
}

function atLeastOne(constraints: Constraints): Constraints {
  return { ...constraints, min: Math.max(1, constraints.min ?? 0) };
}

function structureOf(
  schema: NormalizedSchema,
  shape: Shape | null,
  options: ValueOptions,
  depth: number,
): fc.Arbitrary<unknown> {
  const members = shape !== null && 'members' in shape ? shape.members : [];
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  const required: string[] = [];
  for (const [name, target] of schema.structIterator()) {
    if (options.xml && !options.output && target.isStructSchema() && isEmpty(target)) continue;
    // The client throws what comes as an error in a stream.
    if (schema.isUnionSchema() && target.getMergedTraits().error !== undefined) continue;
    const member = members.find((candidate) => candidate.name === name);
    if (member === undefined) throw new Error(`the table's ${schema.getName()} has no member ${name}`);
    if (mustBeSet(target, member)) required.push(name);
    else if (depth >= depthMax && !(options.xml && !options.output && isPlain(target))) continue;
    const { httpPayload, httpResponseCode } = target.getMergedTraits();
    if (isEventStream(target))
      model[name] = fc.array(valueOf(target, member.shape, options, depth + 1), { maxLength: 3 });
    else if (httpResponseCode) model[name] = fc.constantFrom(200, 201, 202);
    // A body without bytes is no payload.
    else if (httpPayload && target.isBlobSchema())
      model[name] = bytesOf(atLeastOne(constraintsOf(member.shape)));
    else model[name] = valueOf(target, member.shape, options, depth + 1);
  }
  // A form has no way to say that a structure is there and empty.
  if (options.xml && !options.output && required.length === 0) required.push(...simplestOf(schema, model));
  if (!schema.isUnionSchema())
    return fc.record(model, { requiredKeys: required as never[], noNullPrototype: true });
  return fc.oneof(...Object.entries(model).map(([name, value]) => value.map((inner) => ({ [name]: inner }))));
}

/** The member of an answer that is a stream of events; its value here is a list of them. */
export function isEventStream(schema: NormalizedSchema): boolean {
  return schema.isStreaming() && schema.isUnionSchema();
}

function isEmpty(schema: NormalizedSchema): boolean {
  return [...schema.structIterator()].length === 0;
}

function isPlain(schema: NormalizedSchema): boolean {
  return (
    schema.isStringSchema() ||
    schema.isNumericSchema() ||
    schema.isBooleanSchema() ||
    schema.isTimestampSchema()
  );
}

function simplestOf(schema: NormalizedSchema, model: Readonly<Record<string, unknown>>): string[] {
  const names = [...schema.structIterator()].filter(([name]) => name in model);
  const [name] = names.find(([, member]) => isPlain(member)) ?? names[0] ?? [];
  return name === undefined ? [] : [name];
}

/** Labels cannot be left out, tokens and some headers come by themselves, a status and a structure as payload always. */
function mustBeSet(schema: NormalizedSchema, { required, wireName }: Member): boolean {
  const { httpLabel, httpResponseCode, httpPayload, eventPayload } = schema.getMergedTraits();
  const always =
    schema.isIdempotencyToken() ||
    eventPayload !== undefined ||
    isEventStream(schema) ||
    ['accept', 'content-type'].includes(wireName);
  return (
    required || always || Boolean(httpLabel || httpResponseCode || (httpPayload && schema.isStructSchema()))
  );
}

function itemCount(
  { min = 0, max = 3 }: Constraints,
  depth: number,
  unsaidIfEmpty: boolean,
): { minLength: number; maxLength: number } {
  const minLength = Math.max(min, unsaidIfEmpty ? 1 : 0);
  return { minLength, maxLength: Math.max(minLength, Math.min(max, depth >= depthMax ? 0 : 3)) };
}

function numberOf(kind: NumberKind, { min, max }: Constraints): fc.Arbitrary<number> {
  const least = min ?? (kind === 'long' ? Number.MIN_SAFE_INTEGER : -(2 ** 31));
  const greatest = max ?? (kind === 'long' ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1);
  if (kind === 'float' || kind === 'double') {
    // JSON knows no -0.
    return fc
      .double({ min: min ?? -1e300, max: max ?? 1e300, noNaN: true })
      .map((value) => (value === 0 ? 0 : value));
  }
  return fc.integer({ min: least, max: greatest });
}

function bytesOf({ min = 0, max = 64 }: Constraints): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: min, maxLength: Math.max(min, Math.min(max, min + 64)) });
}

function textOf(
  schema: NormalizedSchema,
  constraints: Constraints,
  options: ValueOptions,
): fc.Arbitrary<string> {
  const { httpLabel, httpHeader } = schema.getMergedTraits();
  const inHeader = httpHeader !== undefined;
  const inLabel = httpLabel !== undefined && !options.output;
  const text = texts(constraints, inHeader);
  const fits = fc
    .tuple(text)
    .map(([value]) => (options.xml && options.output ? value.trim() : value))
    .filter((value) => !(inHeader || inLabel) || (value !== '' && value.trim() === value))
    .filter((value) => fitsLength(value, constraints));
  return fits;
}

/** What means something to one of the protocols. */
const meaningful = ['😀', '\u2028', ...'/%+&=?#. <>"\'\\{}[]:;,~*é'.split('')];

function texts(constraints: Constraints, inHeader: boolean): fc.Arbitrary<string> {
  const { pattern, enum: values } = constraints;
  if (values !== undefined) return fc.constantFrom(...values);
  if (pattern !== undefined) return matching(pattern, constraints);
  const { min = 0, max = 24 } = constraints;
  const length = { minLength: min, maxLength: Math.max(min, Math.min(max, min + 24)) };
  if (inHeader) return fc.string({ ...length, unit: 'grapheme-ascii' });
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ ...length, unit: 'grapheme' }) },
    fc.string({ ...length, unit: fc.constantFrom(...meaningful) }),
  );
}

const matchingTexts = new Map<string, readonly string[]>();

/** Some texts that match: drawn beforehand, since few of those drawn for a pattern have the length that is asked for. */
function matching(pattern: string, constraints: Constraints): fc.Arbitrary<string> {
  const { min = 0, max = Number.POSITIVE_INFINITY } = constraints;
  const key = `${min} ${max} ${pattern}`;
  let texts = matchingTexts.get(key);
  if (texts === undefined) {
    texts = [
      ...drawn(pattern, min, max),
      '',
      'abcdefgh',
      'arn:aws:s3:::x',
      'a'.repeat(Math.max(min, 1)),
    ].filter((text) => matches(pattern, text) && fitsLength(text, constraints));
    if (texts.length === 0) throw new Error(`no text is known that matches ${pattern}`);
    matchingTexts.set(key, texts);
  }
  return fc.constantFrom(...texts);
}

function drawn(pattern: string, min: number, max: number): string[] {
  // `[class]+` is the most frequent pattern by far: it is asked for in the length that fits.
  const repeated = /^(\^?\[[^\]]+\])[*+](\$?)$/.exec(pattern);
  const exact =
    repeated === null ? pattern : `${repeated[1]}{${min},${Math.min(max, min + 20)}}${repeated[2]}`;
  try {
    return fc.sample(fc.stringMatching(new RegExp(`^(?:${exact})$`, 'u')), { numRuns: 50, seed: 1 });
  } catch {
    // Patterns that look around, and the few that are no Unicode expressions.
    return [];
  }
}

function matches(pattern: string, text: string): boolean {
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    expression = new RegExp(`^(?:${pattern})$`);
  }
  return expression.test(text);
}

function fitsLength(text: string, { min = 0, max = Number.POSITIVE_INFINITY }: Constraints): boolean {
  return text.length >= min && text.length <= max;
}
