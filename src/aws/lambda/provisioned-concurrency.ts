// What the operations on provisioned concurrency share: finding, bounds and answers (recorded in November 2025).
import type { GetProvisionedConcurrencyConfigResponse } from '@aws-sdk/client-lambda';
import { accountConcurrencyMax, accountUnreservedConcurrencyMin } from '../../core/limits.ts';
import { AwsError } from '../../core/errors.ts';
import type { FunctionDocument, ProvisionedConcurrency } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { aliasNotFound, functionNotFound, invalidParameter, resourceConflict } from './errors.ts';
import type { FunctionName } from './function-reference.ts';
import { lambdaTimeOf } from './functions.ts';

/** A version or alias that has its own name; `$LATEST` has none. */
export type QualifiedName = FunctionName & { readonly qualifier: string };

/** @param latest What is said of `$LATEST`. @throws AwsError InvalidParameterValueException */
export function requireQualifier(name: FunctionName, latest: string): QualifiedName {
  const { qualifier } = name;
  if (qualifier === null || qualifier === '$LATEST') throw invalidParameter(latest);
  return { ...name, qualifier };
}

/** Said by the operations that read or delete. */
export const notPublished = 'The function resource provided must be an alias or a published version.';

/** @throws AwsError ResourceNotFoundException, in words that tell a missing alias from a missing version */
export async function findQualified(
  context: OperationContext,
  { functionName, qualifier, arn }: QualifiedName,
): Promise<FunctionDocument> {
  const document = await context.store.get<FunctionDocument>('function', functionName);
  const isThere =
    document !== null &&
    (Object.hasOwn(document.versions, qualifier) || Object.hasOwn(document.aliases, qualifier));
  if (isThere) return document;
  throw /^\d+$/.test(qualifier) ? functionNotFound(arn) : aliasNotFound(arn);
}

export function noProvisionedConcurrency(): AwsError {
  const text = 'No Provisioned Concurrency Config found for this function';
  return new AwsError('ProvisionedConcurrencyConfigNotFoundException', 404, text, { Type: 'User' });
}

export function provisionedTotal(document: FunctionDocument): number {
  const configurations = Object.values(document.provisionedConcurrency ?? {});
  return configurations.reduce((sum, { requested }) => sum + requested, 0);
}

/** What a function takes out of the account's concurrency; what is provisioned is part of what is reserved. */
export function claimedConcurrency(document: FunctionDocument): number {
  return document.reservedConcurrency ?? provisionedTotal(document);
}

/** An alias and its version cannot both have some. @throws AwsError ResourceConflictException */
export function assertNoOverlap(document: FunctionDocument, { qualifier }: QualifiedName): void {
  const provisioned = document.provisionedConcurrency ?? {};
  const alias = Object.hasOwn(document.aliases, qualifier) ? document.aliases[qualifier] : undefined;
  if (alias !== undefined && Object.hasOwn(provisioned, alias.functionVersion)) {
    throw resourceConflict(
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    );
  }
  const isAliased = Object.values(document.aliases).some(
    ({ name, functionVersion }) => functionVersion === qualifier && Object.hasOwn(provisioned, name),
  );
  if (isAliased) throw resourceConflict('Version is pointed by a Provisioned Concurrency alias');
}

/** @throws AwsError InvalidParameterValueException */
export async function assertProvisionable(
  document: FunctionDocument,
  { qualifier }: QualifiedName,
  requested: number,
  context: OperationContext,
): Promise<void> {
  const others = provisionedTotal(document) - (document.provisionedConcurrency?.[qualifier]?.requested ?? 0);
  if (document.reservedConcurrency !== null) {
    if (others + requested <= document.reservedConcurrency) return;
    throw invalidParameter(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  const functions = await context.store.list<FunctionDocument>('function');
  const claimed = functions
    .filter(({ functionName }) => functionName !== document.functionName)
    .reduce((sum, other) => sum + claimedConcurrency(other), others);
  const unreserved = accountConcurrencyMax - claimed;
  if (requested > unreserved) {
    throw refused(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved}].`,
    );
  }
  if (unreserved - requested < accountUnreservedConcurrencyMin) {
    throw refused(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${accountUnreservedConcurrencyMin}].`,
    );
  }
}

/** These do not say whose fault it is (recorded). */
function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', 400, message);
}

/** With how far the environments have come. */
export function provisionedShape(
  document: FunctionDocument,
  qualifier: string,
  configuration: ProvisionedConcurrency,
  { lambda }: OperationContext,
): GetProvisionedConcurrencyConfigResponse {
  const version = document.aliases[qualifier]?.functionVersion ?? qualifier;
  const { allocated, available, hasFailed } = lambda.provisioned(document.functionName, version);
  const isReady = allocated >= configuration.requested;
  const status = hasFailed ? ('FAILED' as const) : isReady ? ('READY' as const) : ('IN_PROGRESS' as const);
  return present({
    RequestedProvisionedConcurrentExecutions: configuration.requested,
    AvailableProvisionedConcurrentExecutions: Math.min(available, configuration.requested),
    AllocatedProvisionedConcurrentExecutions: Math.min(allocated, configuration.requested),
    Status: status,
    StatusReason: hasFailed ? 'FUNCTION_ERROR_INIT_FAILURE' : undefined,
    LastModified: lambdaTimeOf(configuration.lastModifiedMs),
  });
}
