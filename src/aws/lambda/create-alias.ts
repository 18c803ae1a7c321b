// CreateAlias: a name for a version, or for two with a share each.
import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import type { FunctionAlias } from '../../lambda/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import {
  aliasConstraints,
  aliasNameConstraints,
  aliasOf,
  aliasShape,
  assertVersion,
  readRouting,
  withAlias,
} from './alias.ts';
import { resourceConflict } from './errors.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException */
export async function createAlias(
  input: CreateAliasRequest,
  context: OperationContext,
): Promise<AliasConfiguration> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(
    ...aliasNameConstraints(input.Name),
    required('functionVersion', input.FunctionVersion),
    ...aliasConstraints(input),
  );
  const aliasName = input.Name ?? '';
  const functionVersion = input.FunctionVersion ?? '';
  const document = await changeFunction(context, name, (current) => {
    assertVersion(current, functionVersion, name);
    if (aliasOf(current, aliasName) !== undefined) {
      throw resourceConflict(`Alias already exists: ${name.unqualifiedArn}:${aliasName}`);
    }
    const alias: FunctionAlias = {
      name: aliasName,
      functionVersion,
      description: input.Description ?? '',
      revisionId: context.ids.uuid(),
      additionalVersion: readRouting(input.RoutingConfig, functionVersion, current, name),
    };
    // The URL of an alias that was deleted goes with its name.
    const { [aliasName]: _stale, ...urls } = current.urls ?? {};
    return withAlias({ ...current, urls }, alias);
  });
  return aliasShape(aliasOf(document, aliasName)!, name);
}
