// The many ways to name a function: name, partial ARN, ARN, each with or without a qualifier (recorded in November 2025).
import { functionArn } from '../../core/arn.ts';
import { AwsError } from '../../core/errors.ts';
import { assertConstraints, lengthBetween, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';

export interface FunctionName {
  readonly functionName: string;
  /** Version, alias or `$LATEST`; null where none was given. */
  readonly qualifier: string | null;
  /** With the qualifier, where one was given. */
  readonly arn: string;
  readonly unqualifiedArn: string;
}

const region = '((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?';
const prefix = `(arn:(aws[a-zA-Z-]*)?:lambda:)?${region}(\\d{12}:)?(function:)?`;

/** Operations that only read, delete or invoke take more characters than those that write. */
const readPattern = pattern(`${prefix}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`);
const writePattern = pattern(`${prefix}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`);
const qualifierPattern = pattern('\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+');

/** The same words with names for the parts. */
const parts =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

export interface NamedFunction {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
}

/**
 * Reads the name of an operation's function.
 *
 * @param use 'write' for operations that create or change: shorter names, fewer characters.
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException
 */
export function readFunctionName(
  input: NamedFunction,
  context: OperationContext,
  use: 'read' | 'write',
): FunctionName {
  const { FunctionName: name, Qualifier: qualifier } = input;
  assertConstraints(
    lengthBetween('qualifier', qualifier, 1, 128),
    matches('qualifier', qualifier, qualifierPattern),
    required('functionName', name),
    lengthBetween('functionName', name, 1, use === 'read' ? 256 : 140),
    matches('functionName', name, use === 'read' ? readPattern : writePattern),
  );
  const named = parts.exec(name ?? '')?.groups ?? {};
  assertReachable(named, context);
  const derived = named['qualifier'];
  if (derived !== undefined && qualifier !== undefined && derived !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return functionNamed(named['name'] ?? '', qualifier ?? derived ?? null, context);
}

export function functionNamed(
  functionName: string,
  qualifier: string | null,
  { region, accountId }: OperationContext,
): FunctionName {
  return {
    functionName,
    qualifier,
    arn: functionArn({ region, accountId, functionName, qualifier }),
    unqualifiedArn: functionArn({ region, accountId, functionName, qualifier: null }),
  };
}

/** For operations on the function itself. @throws AwsError InvalidParameterValueException */
export function readUnqualifiedName(
  input: NamedFunction,
  context: OperationContext,
  use: 'read' | 'write',
): FunctionName {
  const name = readFunctionName(input, context, use);
  if (name.qualifier === null) return name;
  throw invalidParameter(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  );
}

function assertReachable(
  named: Readonly<Record<string, string | undefined>>,
  context: OperationContext,
): void {
  const { region: namedRegion, account } = named;
  if (namedRegion !== undefined && namedRegion !== context.region) {
    throw resourceNotFound(
      `Functions from '${namedRegion}' are not reachable in this region ('${context.region}')`,
    );
  }
  // Another account's function needs that account's policy; there is but one account here.
  if (account !== undefined && account !== context.accountId) {
    throw new AwsError(
      'AccessDeniedException',
      403,
      `The function belongs to account ${account}, and this is account ${context.accountId}.`,
    );
  }
}
