// UpdateDocumentationPart: other properties for the same entity.
import type { DocumentationPart, UpdateDocumentationPartRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { documentationKey, findPart, partShape } from './documentation.ts';
import { readPatches } from './patch-operations.ts';
import { assertPath } from './patch-paths.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateDocumentationPart(
  input: UpdateDocumentationPartRequest,
  context: OperationContext,
): Promise<DocumentationPart> {
  const patches = readPatches('updateDocumentationPartInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    let part = await findPart(context, input.restApiId, input.documentationPartId);
    for (const patch of patches) {
      assertPath(patch, { replace: ['/properties'] });
      part = { ...part, properties: patch.value ?? '' };
    }
    const key = documentationKey(part.apiId, part.id);
    await context.store.write([{ kind: 'documentation-part', key, value: part }]);
    return partShape(part);
  });
}
