// UpdateRestApi: patches on the API itself, all or none.
import type { RestApi, UpdateRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { findRestApi } from './lookups.ts';
import { readPatches } from './patch-operations.ts';
import { patchRestApi } from './rest-api-patches.ts';
import { restApiShape } from './rest-api-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateRestApi(
  input: UpdateRestApiRequest,
  context: OperationContext,
): Promise<RestApi> {
  const patches = readPatches('updateRestApiInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    const api = patches.reduce(
      (patched, patch) => patchRestApi(patched, patch, context),
      await findRestApi(context, input.restApiId),
    );
    await context.store.write([{ kind: 'rest-api', key: api.id, value: api }]);
    await context.gateway.publish(api.id);
    return { ...restApiShape(api), tags: { ...api.tags } };
  });
}
