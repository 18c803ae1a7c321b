// What AWS checks of every input before the operation sees it, from the constraints in the tables, in AWS's order and words.
import { AwsError } from '../../core/errors.ts';
import { brokenConstraint } from '../constraints.ts';
import { javaText, lowerFirst } from './java-text.ts';
import { bytesOf } from './json.ts';
import type { Service } from './services.ts';
import type { Constraints, ListShape, MapShape, Member, Operation, Shape, SimpleShape } from './shape.ts';
import { isSimple } from './shape.ts';

/**
 * @throws AwsError `1 validation error detected: Value '…' at '…' failed to satisfy constraint: …` under the service's
 *   code, with every broken constraint (recorded for Lambda, API Gateway, Logs and CloudWatch).
 */
export function checkInput(
  service: Service,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): void {
  const broken: string[] = [];
  for (const member of inOrder(service, operation)) {
    checkMember(
      member,
      input[member.name],
      pathOf(service, operation, member),
      broken,
      service.constraintCode,
    );
  }
  if (broken.length === 0) return;
  if (service.id === 's3') throw brokenS3Input(operation, input, broken);
  const count = broken.length === 1 ? '1 validation error' : `${broken.length} validation errors`;
  throw new AwsError(service.constraintCode, 400, `${count} detected: ${broken.join('; ')}`);
}

/** S3 tells of a document only that it does not fit; of the others what AWS says differs by member, and this is chosen. */
function brokenS3Input(
  { input: { payload } }: Operation,
  input: Readonly<Record<string, unknown>>,
  broken: readonly string[],
): AwsError {
  const inDocument = (words: string): boolean =>
    payload !== null && words.includes(` at '${lowerFirst(payload.name)}`);
  if (!broken.some(inDocument)) return new AwsError('InvalidArgument', 400, broken.join('; '));
  if (input[payload!.name] === undefined)
    return new AwsError('MissingRequestBodyError', 400, 'Request Body is empty');
  const text = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new AwsError('MalformedXML', 400, text);
}

/** API Gateway's model holds the body in one structure, checks it first (recorded) and names it in the path. */
function inOrder({ id }: Service, { input }: Operation): readonly Member[] {
  if (id !== 'apigateway') return input.members;
  return [...input.members].sort(
    (one, other) => Number(other.place === 'body') - Number(one.place === 'body'),
  );
}

function pathOf({ id }: Service, { name }: Operation, member: Member): string {
  if (id !== 'apigateway' || member.place !== 'body') return lowerFirst(member.name);
  return `${lowerFirst(name)}Input.${member.wireName}`;
}

function checkMember(member: Member, value: unknown, path: string, broken: string[], code: string): void {
  if (value !== undefined) check(member.shape, value, path, broken, code);
  else if (member.required) broken.push(brokenConstraint(path, null, 'Member must not be null'));
}

function check(shape: Shape, value: unknown, path: string, broken: string[], code: string): void {
  if ('constraints' in shape) {
    for (const constraint of brokenBy(shape, value, code))
      broken.push(sentence(shape, value, path, constraint));
  }
  switch (shape.kind) {
    case 'list':
      checkItems(shape, value as readonly unknown[], path, broken, code);
      return;
    case 'map':
      checkEntries(shape, value as Readonly<Record<string, unknown>>, path, broken, code);
      return;
    case 'structure':
    case 'union':
    case 'error': {
      const given = value as Readonly<Record<string, unknown>>;
      for (const member of shape.members) {
        checkMember(member, given[member.name], `${path}.${lowerFirst(member.name)}`, broken, code);
      }
      return;
    }
    default:
  }
}

function sentence(shape: Shape, value: unknown, path: string, constraint: string): string {
  // AWS names no value at all where it is a secret (reported for Lambda's `environment.variables`).
  if (isSecret(shape)) return `Value at '${path}' failed to satisfy constraint: ${constraint}`;
  return brokenConstraint(path, javaText(shape, value), constraint);
}

/** A list or a map is as secret as what it holds. */
function isSecret(shape: Shape): boolean {
  if (!('constraints' in shape)) return false;
  if (shape.constraints.sensitive === true) return true;
  if (shape.kind === 'list') return isSecret(shape.member);
  return shape.kind === 'map' && (isSecret(shape.key) || isSecret(shape.value));
}

/** Of items without members AWS prints the whole list and every constraint they have; those with members it names one by one. */
function checkItems(
  shape: ListShape,
  items: readonly unknown[],
  path: string,
  broken: string[],
  code: string,
): void {
  const { member } = shape;
  if (isSimple(member)) {
    if (items.some((item) => brokenBy(member, item, code).length > 0)) {
      broken.push(
        sentence(shape, items, path, `Member must satisfy constraint: [${wordsOf(member.constraints)}]`),
      );
    }
    return;
  }
  for (const [index, item] of items.entries())
    check(member, item, `${path}.${index + 1}.member`, broken, code);
}

function checkEntries(
  shape: MapShape,
  map: Readonly<Record<string, unknown>>,
  path: string,
  broken: string[],
  code: string,
): void {
  const { key, value } = shape;
  if (isSimple(key) && Object.keys(map).some((name) => brokenBy(key, name, code).length > 0)) {
    broken.push(
      sentence(shape, map, path, `Map keys must satisfy constraint: [${wordsOf(key.constraints)}]`),
    );
  }
  if (isSimple(value)) {
    if (Object.values(map).some((item) => item !== null && brokenBy(value, item, code).length > 0)) {
      broken.push(
        sentence(shape, map, path, `Map value must satisfy constraint: [${wordsOf(value.constraints)}]`),
      );
    }
    return;
  }
  for (const [name, item] of Object.entries(map)) {
    if (item !== null) check(value, item, `${path}.${name}.member`, broken, code);
  }
}

/** The constraints that the value itself breaks, in AWS's order. */
function brokenBy(
  shape: SimpleShape | ListShape | MapShape,
  value: unknown,
  code: string,
): readonly string[] {
  const { max, min, pattern, enum: values, tooLong } = shape.constraints;
  const size = sizeOf(shape, value);
  const broken: string[] = [];
  if (max !== undefined && size > max) {
    if (tooLong !== undefined) throw new AwsError(code, 400, tooLong);
    broken.push(maxWords(shape, max));
  }
  if (min !== undefined && size < min) broken.push(minWords(shape, min));
  if (pattern !== undefined && !expression(pattern).test(String(value))) broken.push(patternWords(pattern));
  if (values !== undefined && !values.includes(String(value))) broken.push(enumWords(values));
  return broken;
}

function sizeOf(shape: Shape, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.length;
  if (shape.kind === 'blob') return bytesOf(value).length;
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

function maxWords({ kind }: Shape, max: number): string {
  return `Member must have ${isNumber(kind) ? 'value' : 'length'} less than or equal to ${max}`;
}

function minWords({ kind }: Shape, min: number): string {
  return `Member must have ${isNumber(kind) ? 'value' : 'length'} greater than or equal to ${min}`;
}

function patternWords(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`;
}

function enumWords(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${values.join(', ')}]`;
}

/** All of an item's constraints, broken or not (recorded for Lambda's `vpcConfig.securityGroupIds`). */
function wordsOf({ max, min, pattern, enum: values }: Constraints): string {
  return [
    ...(max === undefined ? [] : [maxWords(text, max)]),
    ...(min === undefined ? [] : [minWords(text, min)]),
    ...(pattern === undefined ? [] : [patternWords(pattern)]),
    ...(values === undefined ? [] : [enumWords(values)]),
  ].join(', ');
}

const text: Shape = { kind: 'string', constraints: {} };

function isNumber(kind: Shape['kind']): boolean {
  return kind === 'integer' || kind === 'long' || kind === 'float' || kind === 'double' || kind === 'number';
}

const expressions = new Map<string, RegExp>();

/** Java's `matches`: the whole value. The few patterns that are no Unicode expressions are taken without the flag. */
function expression(pattern: string): RegExp {
  let compiled = expressions.get(pattern);
  if (compiled === undefined) {
    const whole = `^(?:${pattern})$`;
    try {
      compiled = new RegExp(whole, 'u');
    } catch {
      compiled = new RegExp(whole);
    }
    expressions.set(pattern, compiled);
  }
  return compiled;
}
