// UpdateResource: another name, or another place in the tree; all below moves along.
import type { Resource, UpdateResourceRequest } from '@aws-sdk/client-api-gateway';
import type { ResourceModel, RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeResources } from './changes.ts';
import { badRequest } from './errors.ts';
import { resourceOf } from './lookups.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';
import { assertPathPart, subtreeIds, withPaths } from './resource-path.ts';
import { resourceShape } from './resource-shape.ts';

const paths: PatchPaths = { replace: ['/parentId', '/pathPart'] };

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function updateResource(
  input: UpdateResourceRequest,
  context: OperationContext,
): Promise<Resource> {
  const patches = readPatches('updateResourceInput', input.patchOperations);
  const api = await changeResources(context, input, (current, { id }) =>
    patches.reduce((patched, patch) => patchResource(patched, id, patch), current),
  );
  return resourceShape(resourceOf(api, input.resourceId), undefined);
}

function patchResource(api: RestApiDocument, resourceId: string, patch: Patch): RestApiDocument {
  assertPath(patch, paths);
  const resource = resourceOf(api, resourceId);
  if (resource.parentId === null) {
    throw badRequest(`Root resource cannot update its ${patch.segments[0]}.`);
  }
  if (patch.path === '/pathPart') return moved(api, resource, resource.parentId, patch.value ?? '');
  const parent = resourceOf(api, patch.value ?? undefined);
  if (subtreeIds(api, resourceId).has(parent.id)) throw badRequest('Resources cannot be cyclical.');
  return moved(api, resource, parent.id, resource.pathPart ?? '');
}

function moved(
  api: RestApiDocument,
  resource: ResourceModel,
  parentId: string,
  pathPart: string,
): RestApiDocument {
  assertPathPart(api, resourceOf(api, parentId), pathPart, resource.id);
  const resources = { ...api.resources, [resource.id]: { ...resource, parentId, pathPart } };
  return { ...api, resources: withPaths(resources, resource.id) };
}
