// ListAliases: a function's aliases by name; on demand those of one version.
import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { aliasConstraints, aliasShape } from './alias.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException */
export async function listAliases(
  input: ListAliasesRequest,
  context: OperationContext,
): Promise<ListAliasesResponse> {
  const { FunctionVersion } = input;
  assertConstraints(...aliasConstraints({ FunctionVersion }));
  pageConstraints(input);
  const name = readUnqualifiedName(input, context, 'write');
  const { aliases } = await findFunction(context, name);
  // Those whose first or second version it is.
  const wanted = Object.values(aliases).filter(
    ({ functionVersion, additionalVersion }) =>
      FunctionVersion === undefined ||
      functionVersion === FunctionVersion ||
      additionalVersion?.version === FunctionVersion,
  );
  const { items, marker } = pageOf(
    wanted,
    (alias) => alias.name,
    input,
    (alias) => aliasShape(alias, name),
  );
  return { Aliases: items, ...marker };
}
