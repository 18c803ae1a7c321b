// UntagResource: fewer tags for a function; keys that it does not have say nothing.
import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeFunction } from './functions.ts';
import { readTaggedFunction } from './resource-tags.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function untagResource(input: UntagResourceRequest, context: OperationContext): Promise<void> {
  const name = readTaggedFunction(input.Resource, context);
  const keys = input.TagKeys ?? [];
  // In a query, no keys are no parameter.
  assertConstraints(required('tagKeys', keys.length === 0 ? undefined : keys));
  await changeFunction(context, name, (document) => {
    const kept = Object.entries(document.tags).filter(([key]) => !keys.includes(key));
    return { ...document, tags: Object.fromEntries(kept) };
  });
}
