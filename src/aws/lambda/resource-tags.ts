// What the operations on tags share: only functions carry them here, and only as a whole (recorded in November 2025).
import { parseArn } from '../../core/arn.ts';
import { functionTagsMax } from '../../core/limits.ts';
import { assertConstraints, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import { type FunctionName, functionNamed } from './function-reference.ts';

const resourcePattern = pattern(
  'arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)',
);

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException, NotImplemented */
export function readTaggedFunction(resource: string | undefined, context: OperationContext): FunctionName {
  assertConstraints(required('resource', resource), matches('resource', resource, resourcePattern));
  const arn = parseArn(resource ?? '')!;
  const [kind, functionName, qualifier] = arn.resource.split(':');
  if (kind === 'event-source-mapping') throw resourceNotFound(`Event source mapping not found: ${resource}`);
  if (kind === 'capacity-provider') throw resourceNotFound(`Capacity provider not found: ${resource}`);
  if (kind !== 'function') throw notBuilt(`tags of a ${kind}`);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  if (arn.region !== context.region || arn.accountId !== context.accountId) {
    throw resourceNotFound(`Function not found: ${resource}`);
  }
  return functionNamed(functionName ?? '', null, context);
}

/** @throws AwsError InvalidParameterValueException */
export function assertTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length <= functionTagsMax) return;
  throw invalidParameter('Number of tags exceeds resource tag limit.');
}
