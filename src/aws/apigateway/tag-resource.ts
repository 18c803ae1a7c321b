// TagResource: tags on an API, a stage, a key, a plan, a domain name or a certificate.
import type { TagResourceRequest } from '@aws-sdk/client-api-gateway';
import { tagsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { badRequest } from './errors.ts';
import { changeTags } from './tagged.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function tagResource(input: TagResourceRequest, context: OperationContext): Promise<void> {
  await changeTags(context, input.resourceArn, (tags) => {
    const changed = { ...tags, ...input.tags };
    // AWS's words are unknown.
    if (Object.keys(changed).length > tagsMax)
      throw badRequest(`A resource can have at most ${tagsMax} tags`);
    return changed;
  });
}
