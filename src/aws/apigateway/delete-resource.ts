// DeleteResource: a resource goes with all below it.
import type { DeleteResourceRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { badRequest } from './errors.ts';
import { resourceOf } from './lookups.ts';
import { subtreeIds } from './resource-path.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function deleteResource(input: DeleteResourceRequest, context: OperationContext): Promise<void> {
  await changeRestApi(context, input.restApiId, (api) => {
    const { id } = resourceOf(api, input.resourceId);
    // AWS refuses this too; its words are unknown.
    if (id === api.rootResourceId) throw badRequest('Root resource cannot be deleted.');
    const gone = subtreeIds(api, id);
    const kept = Object.entries(api.resources).filter(([resourceId]) => !gone.has(resourceId));
    return { ...api, resources: Object.fromEntries(kept) };
  });
}
