// UpdateAlias: the members that were sent; the others stay.
import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import type { FunctionAlias } from '../../lambda/model.ts';
import { assertConstraints } from '../constraints.ts';
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
import { resourceNotFound } from './errors.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { assertRevision, changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException */
export async function updateAlias(
  input: UpdateAliasRequest,
  context: OperationContext,
): Promise<AliasConfiguration> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(...aliasNameConstraints(input.Name), ...aliasConstraints(input));
  const aliasName = input.Name ?? '';
  const document = await changeFunction(context, name, (current) => {
    const alias = aliasOf(current, aliasName);
    if (alias === undefined) throw resourceNotFound(`Alias not found: ${name.unqualifiedArn}:${aliasName}`);
    assertRevision(input.RevisionId, alias.revisionId);
    const functionVersion = input.FunctionVersion ?? alias.functionVersion;
    assertVersion(current, functionVersion, name);
    const changed: FunctionAlias = {
      ...alias,
      functionVersion,
      description: input.Description ?? alias.description,
      revisionId: context.ids.uuid(),
      additionalVersion:
        input.RoutingConfig === undefined
          ? alias.additionalVersion
          : readRouting(input.RoutingConfig, functionVersion, current, name),
    };
    return withAlias(current, changed);
  });
  return aliasShape(aliasOf(document, aliasName)!, name);
}
