// UntagResource: tags go by their keys; keys that are not there are no error.
import type { UntagResourceRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeTags } from './tagged.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function untagResource(input: UntagResourceRequest, context: OperationContext): Promise<void> {
  const gone = new Set(input.tagKeys);
  await changeTags(context, input.resourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
  );
}
