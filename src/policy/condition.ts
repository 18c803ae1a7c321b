// Whether a policy's condition is met: IAM's condition operators over the keys that a request brings.
import { BlockList, isIP } from 'node:net';
import { arnLike } from './arn-like.ts';
import type { Condition } from './document.ts';
import { fillVariables, type ConditionKeys } from './policy-variable.ts';
import { matchesWildcard } from './wildcard.ts';

type Test = (given: string, wanted: string) => boolean;

interface Operator {
  readonly test: Test;
  /** `…Not…`: met where no value matches, so also where the key is missing. */
  readonly negated: boolean;
}

const equals: Test = (given, wanted) => given === wanted;
const equalsIgnoreCase: Test = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const like: Test = (given, wanted) => matchesWildcard(wanted, given);
const arn: Test = (given, wanted) => arnLike(wanted, given);

const is = (test: Test): Operator => ({ test, negated: false });
const isNot = (test: Test): Operator => ({ test, negated: true });

/** Compares as numbers or dates; what is neither compares to nothing. */
function ordered(read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Test {
  return (given, wanted) => {
    const [left, right] = [read(given), read(wanted)];
    return !Number.isNaN(left) && !Number.isNaN(right) && holds(left, right);
  };
}

const readNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** ISO 8601, or seconds since the Unix epoch. */
const readDate = (text: string): number =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);

function comparisons(prefix: 'Numeric' | 'Date', read: (text: string) => number) {
  return {
    [`${prefix}Equals`]: is(ordered(read, (given, wanted) => given === wanted)),
    [`${prefix}NotEquals`]: isNot(ordered(read, (given, wanted) => given === wanted)),
    [`${prefix}LessThan`]: is(ordered(read, (given, wanted) => given < wanted)),
    [`${prefix}LessThanEquals`]: is(ordered(read, (given, wanted) => given <= wanted)),
    [`${prefix}GreaterThan`]: is(ordered(read, (given, wanted) => given > wanted)),
    [`${prefix}GreaterThanEquals`]: is(ordered(read, (given, wanted) => given >= wanted)),
  };
}

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: is(equals),
  StringNotEquals: isNot(equals),
  StringEqualsIgnoreCase: is(equalsIgnoreCase),
  StringNotEqualsIgnoreCase: isNot(equalsIgnoreCase),
  StringLike: is(like),
  StringNotLike: isNot(like),
  ...comparisons('Numeric', readNumber),
  ...comparisons('Date', readDate),
  Bool: is(equalsIgnoreCase),
  BinaryEquals: is(equals),
  IpAddress: is(inRange),
  NotIpAddress: isNot(inRange),
  // ArnEquals takes wildcards as ArnLike does: IAM documents them as the same.
  ArnEquals: is(arn),
  ArnLike: is(arn),
  ArnNotEquals: isNot(arn),
  ArnNotLike: isNot(arn),
};

/** Whether the request's keys meet the condition. An operator that IAM does not have is met by nothing. */
export function isMet(condition: Condition, keys: ConditionKeys, hasVariables: boolean): boolean {
  const { quantifier, name, ifExists } = readOperator(condition.operator);
  const given = keys[condition.key];
  if (name === 'Null') {
    return condition.values.some((value) => value.toLowerCase() === String(given === undefined));
  }
  const operator = Object.hasOwn(operators, name) ? operators[name]! : null;
  if (operator === null) return false;
  if (given === undefined) {
    return ifExists || quantifier === 'ForAllValues' || (operator.negated && quantifier === null);
  }
  const wanted = hasVariables
    ? condition.values.map((value) => fillVariables(value, keys)).filter((value) => value !== null)
    : condition.values;
  const holds = (value: string): boolean =>
    wanted.some((pattern) => operator.test(value, pattern)) !== operator.negated;
  const values = typeof given === 'string' ? [given] : given;
  if (quantifier === 'ForAllValues') return values.every(holds);
  // A list under an operator without quantifier: any value meets it, or none of them for a negated one.
  return operator.negated && quantifier === null ? values.every(holds) : values.some(holds);
}

function readOperator(operator: string) {
  const colon = operator.indexOf(':');
  const prefix = operator.slice(0, Math.max(colon, 0));
  const rest = operator.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  return {
    quantifier: prefix === 'ForAllValues' || prefix === 'ForAnyValue' ? prefix : null,
    name: ifExists ? rest.slice(0, -'IfExists'.length) : rest,
    ifExists,
  };
}

/** `wanted` is an address or a CIDR block of either family. */
function inRange(given: string, wanted: string): boolean {
  const slash = wanted.indexOf('/');
  const network = slash === -1 ? wanted : wanted.slice(0, slash);
  const family = isIP(network);
  const of = isIP(given);
  if (family === 0 || of === 0) return false;
  const longest = family === 4 ? 32 : 128;
  const length = slash === -1 ? longest : Number(wanted.slice(slash + 1));
  if (!Number.isInteger(length) || length < 0 || length > longest) return false;
  const block = new BlockList();
  block.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');
  return block.check(given, of === 4 ? 'ipv4' : 'ipv6');
}
