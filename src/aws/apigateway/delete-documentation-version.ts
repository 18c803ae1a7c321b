// DeleteDocumentationVersion: a version goes.
import type { DeleteDocumentationVersionRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { documentationKey, findVersion } from './documentation.ts';

/** @throws AwsError NotFoundException */
export async function deleteDocumentationVersion(
  input: DeleteDocumentationVersionRequest,
  context: OperationContext,
): Promise<void> {
  await whileChanging(context, input.restApiId, async () => {
    const { apiId, version } = await findVersion(context, input.restApiId, input.documentationVersion);
    const key = documentationKey(apiId, version);
    await context.store.write([{ kind: 'documentation-version', key, value: null }]);
  });
}
