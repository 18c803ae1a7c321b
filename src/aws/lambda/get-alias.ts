// GetAlias: one alias by its name.
import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { aliasNameConstraints, aliasOf, aliasShape } from './alias.ts';
import { aliasNotFound } from './errors.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException */
export async function getAlias(
  input: GetAliasRequest,
  context: OperationContext,
): Promise<AliasConfiguration> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(...aliasNameConstraints(input.Name));
  const alias = aliasOf(await findFunction(context, name), input.Name ?? '');
  if (alias === undefined) throw aliasNotFound(`${name.unqualifiedArn}:${input.Name ?? ''}`);
  return aliasShape(alias, name);
}
