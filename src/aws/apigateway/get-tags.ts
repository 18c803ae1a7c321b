// GetTags: what a resource is tagged with.
import type { GetTagsRequest, Tags } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findTagged, readTaggedArn } from './tagged.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getTags(input: GetTagsRequest, context: OperationContext): Promise<Tags> {
  const { tags } = await findTagged(context, readTaggedArn(input.resourceArn, context));
  return { tags: { ...tags } };
}
