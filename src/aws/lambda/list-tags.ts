// ListTags: a function's tags.
import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { findFunction } from './functions.ts';
import { readTaggedFunction } from './resource-tags.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function listTags(input: ListTagsRequest, context: OperationContext): Promise<ListTagsResponse> {
  const { tags } = await findFunction(context, readTaggedFunction(input.Resource, context));
  return { Tags: { ...tags } };
}
