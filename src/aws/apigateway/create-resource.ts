// CreateResource: one more path segment under a resource.
import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { resourceOf } from './lookups.ts';
import { assertPathPart, childPath } from './resource-path.ts';
import { resourceShape } from './resource-shape.ts';

// AWS also refuses more than 300 resources in an API (a quota that can be raised).

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function createResource(
  input: CreateResourceRequest,
  context: OperationContext,
): Promise<Resource> {
  assertConstraints(required('createResourceInput.pathPart', input.pathPart));
  const pathPart = input.pathPart ?? '';
  const id = context.ids.sixCharacters();
  const api = await changeRestApi(context, input.restApiId, (current) => {
    const parent = resourceOf(current, input.parentId);
    assertPathPart(current, parent, pathPart);
    const resource = { id, parentId: parent.id, pathPart, path: childPath(parent, pathPart), methods: {} };
    return { ...current, resources: { ...current.resources, [id]: resource } };
  });
  return resourceShape(resourceOf(api, id), undefined);
}
