// DeleteFunction: a function with all its versions and aliases, or one version.
import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { functionNotFound, invalidParameter, resourceConflict } from './errors.ts';
import { type FunctionName, readFunctionName } from './function-reference.ts';
import { changeFunction, findFunction, whileChangingFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException, ResourceConflictException */
export async function deleteFunction(
  input: DeleteFunctionRequest,
  context: OperationContext,
): Promise<DeleteFunctionResponse> {
  const name = readFunctionName(input, context, 'read');
  if (name.qualifier === null) await deleteWhole(context, name);
  else await deleteVersion(context, name, name.qualifier);
  return {};
}

function deleteWhole(context: OperationContext, name: FunctionName): Promise<void> {
  return whileChangingFunction(context, name, async () => {
    await findFunction(context, name);
    await context.store.write([{ kind: 'function', key: name.functionName, value: null }]);
    context.lambda.remove(name.functionName);
  });
}

/** What the qualifier is counts before whether the function is there (recorded). */
async function deleteVersion(
  context: OperationContext,
  name: FunctionName,
  qualifier: string,
): Promise<void> {
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (qualifier.includes('$')) throw functionNotFound(name.unqualifiedArn);
  if (!/^\d+$/.test(qualifier)) throw invalidParameter('Deletion of aliases is not currently supported.');
  await changeFunction(context, name, (document) => withoutVersion(document, qualifier), name.unqualifiedArn);
}

/** A version that is not there is gone already (recorded). */
function withoutVersion(document: FunctionDocument, version: string): FunctionDocument {
  const aliases = Object.values(document.aliases)
    .filter((alias) => alias.functionVersion === version || alias.additionalVersion?.version === version)
    .map((alias) => alias.name);
  if (aliases.length > 0) {
    throw resourceConflict(
      `Unable to delete version because the following aliases reference it: [${aliases.join(', ')}]`,
    );
  }
  const { [version]: _gone, ...versions } = document.versions;
  const { [version]: _policy, ...policies } = document.policies;
  const { [version]: _events, ...eventInvokeConfigurations } = document.eventInvokeConfigurations ?? {};
  const { [version]: _provisioned, ...provisionedConcurrency } = document.provisionedConcurrency ?? {};
  const { [version]: _runtime, ...runtimeManagement } = document.runtimeManagement ?? {};
  return {
    ...document,
    versions,
    policies,
    eventInvokeConfigurations,
    provisionedConcurrency,
    runtimeManagement,
    lastVersion: lastNumber(document),
  };
}

function lastNumber(document: FunctionDocument): number {
  return Math.max(document.lastVersion ?? 0, 0, ...Object.keys(document.versions).map(Number));
}
