// DeleteDocumentationPart: a part goes.
import type { DeleteDocumentationPartRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { findPart, withoutParts } from './documentation.ts';
import { findRestApi } from './lookups.ts';

/** @throws AwsError NotFoundException: for an API that is none too, unlike the other operations on a part (recorded). */
export async function deleteDocumentationPart(
  input: DeleteDocumentationPartRequest,
  context: OperationContext,
): Promise<void> {
  await whileChanging(context, input.restApiId, async () => {
    const { id } = await findRestApi(context, input.restApiId);
    await context.store.write(withoutParts(id, [await findPart(context, id, input.documentationPartId)]));
  });
}
