// DeleteAlias: an alias goes with its policy; one that is not there is gone already (recorded).
import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { aliasNameConstraints } from './alias.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException */
export async function deleteAlias(input: DeleteAliasRequest, context: OperationContext): Promise<void> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(...aliasNameConstraints(input.Name));
  const aliasName = input.Name ?? '';
  await changeFunction(context, name, (document) => {
    const { [aliasName]: _gone, ...aliases } = document.aliases;
    const { [aliasName]: _policy, ...policies } = document.policies;
    const { [aliasName]: _events, ...eventInvokeConfigurations } = document.eventInvokeConfigurations ?? {};
    const { [aliasName]: _provisioned, ...provisionedConcurrency } = document.provisionedConcurrency ?? {};
    // Its URL stays, and answers that it is forbidden (recorded).
    return { ...document, aliases, policies, eventInvokeConfigurations, provisionedConcurrency };
  });
}
