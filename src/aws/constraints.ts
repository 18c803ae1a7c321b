// The checks that AWS makes on each member before it looks at anything else, and the one error they share.
import { AwsError } from '../core/errors.ts';

/** A broken constraint as AWS words it, or null where the value fits. Members that are not set fit all but `required`. */
export type ConstraintCheck = string | null;

/**
 * Throws `N validation error(s) detected: …` with every broken constraint, in the order given (recorded).
 *
 * @throws AwsError ValidationException
 */
export function assertConstraints(...checks: readonly ConstraintCheck[]): void {
  const broken = checks.filter((check) => check !== null);
  if (broken.length === 0) return;
  const count = broken.length === 1 ? '1 validation error' : `${broken.length} validation errors`;
  throw new AwsError('ValidationException', 400, `${count} detected: ${broken.join('; ')}`);
}

/** One broken constraint as a sentence of its own: some services put it into another error. */
export function brokenConstraint(path: string, value: string | number | null, constraint: string): string {
  return `Value ${quoted(value)} at '${path}' failed to satisfy constraint: ${constraint}`;
}

export function required(path: string, value: unknown): ConstraintCheck {
  return value === undefined || value === null
    ? brokenConstraint(path, null, 'Member must not be null')
    : null;
}

export function oneOf(path: string, value: string | undefined, set: readonly string[]): ConstraintCheck {
  if (value === undefined || set.includes(value)) return null;
  return brokenConstraint(path, value, `Member must satisfy enum value set: [${set.join(', ')}]`);
}

/** Each member of a list; AWS prints the whole list and nests the constraint. */
export function eachOneOf(
  path: string,
  values: readonly string[] | undefined,
  set: readonly string[],
): ConstraintCheck {
  if (values === undefined || values.every((value) => set.includes(value))) return null;
  const constraint = `Member must satisfy constraint: [Member must satisfy enum value set: [${set.join(', ')}]]`;
  return brokenConstraint(path, `[${values.join(', ')}]`, constraint);
}

/** A regular expression that the whole value must match, with the text AWS prints for it. */
export interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
}

/** @param text The pattern as in AWS's published model. */
export function pattern(text: string): Pattern {
  return { text, expression: new RegExp(`^(?:${text})$`) };
}

export function matches(
  path: string,
  value: string | undefined,
  { text, expression }: Pattern,
): ConstraintCheck {
  if (value === undefined || expression.test(value)) return null;
  return brokenConstraint(path, value, `Member must satisfy regular expression pattern: ${text}`);
}

export function lengthBetween(
  path: string,
  value: string | undefined,
  min: number,
  max: number,
): ConstraintCheck {
  if (value === undefined) return null;
  if (value.length < min) {
    return brokenConstraint(path, value, `Member must have length greater than or equal to ${min}`);
  }
  if (value.length > max) {
    return brokenConstraint(path, value, `Member must have length less than or equal to ${max}`);
  }
  return null;
}

export function valueBetween(
  path: string,
  value: number | undefined,
  min: number,
  max: number = Number.POSITIVE_INFINITY,
): ConstraintCheck {
  if (value === undefined) return null;
  if (value < min) {
    return brokenConstraint(path, value, `Member must have value greater than or equal to ${min}`);
  }
  if (value > max) {
    return brokenConstraint(path, value, `Member must have value less than or equal to ${max}`);
  }
  return null;
}

function quoted(value: string | number | null): string {
  return value === null ? 'null' : `'${value}'`;
}
