// DeleteAuthorizer: only one that no method names can go.
import type { DeleteAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeAuthorizers } from './changes.ts';
import { conflict } from './errors.ts';
import { methodUsing } from './lookups.ts';

/** @throws AwsError NotFoundException, ConflictException */
export async function deleteAuthorizer(
  input: DeleteAuthorizerRequest,
  context: OperationContext,
): Promise<void> {
  await changeAuthorizers(context, input, (authorizers, { id, name }, api) => {
    const user = methodUsing(api, (method) => method.authorizerId === id);
    // Reported in public, without certainty for the form of the method.
    if (user !== null) throw conflict(`Cannot delete authorizer '${name}', is referenced in method: ${user}`);
    const { [id]: _gone, ...others } = authorizers;
    return others;
  });
}
