// GetResources: an API's resource tree as a list, by path.
import type { GetResourcesRequest, Resources } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';
import { resourceShape } from './resource-shape.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getResources(
  input: GetResourcesRequest,
  context: OperationContext,
): Promise<Resources> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(
    Object.values(api.resources),
    (resource) => resource.path,
    input,
    (resource) => resourceShape(resource, input.embed),
  );
}
