// UpdateDocumentationVersion: another description.
import type { DocumentationVersion, UpdateDocumentationVersionRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { textOrNull } from './api-key.ts';
import { whileChanging } from './changes.ts';
import { documentationKey, findVersion, versionShape } from './documentation.ts';
import { readPatches } from './patch-operations.ts';
import { assertPath } from './patch-paths.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateDocumentationVersion(
  input: UpdateDocumentationVersionRequest,
  context: OperationContext,
): Promise<DocumentationVersion> {
  const patches = readPatches('updateDocumentationVersionInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    let version = await findVersion(context, input.restApiId, input.documentationVersion);
    for (const patch of patches) {
      assertPath(patch, { replace: ['/description'] });
      version = { ...version, description: textOrNull(patch.value) };
    }
    const key = documentationKey(version.apiId, version.version);
    await context.store.write([{ kind: 'documentation-version', key, value: version }]);
    return versionShape(version);
  });
}
