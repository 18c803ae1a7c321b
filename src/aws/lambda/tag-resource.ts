// TagResource: more tags for a function, or other values for those it has.
import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { invalidParameter } from './errors.ts';
import { changeFunction } from './functions.ts';
import { assertTagCount, readTaggedFunction } from './resource-tags.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function tagResource(input: TagResourceRequest, context: OperationContext): Promise<void> {
  const name = readTaggedFunction(input.Resource, context);
  await changeFunction(context, name, (document) => {
    const added = input.Tags ?? {};
    if (Object.keys(added).length === 0) {
      throw invalidParameter('An error occurred and the request cannot be processed.');
    }
    const tags = { ...document.tags, ...added };
    assertTagCount(tags);
    return { ...document, tags };
  });
}
