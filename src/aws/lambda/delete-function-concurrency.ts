// DeleteFunctionConcurrency: the function shares the account's concurrency again.
import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function deleteFunctionConcurrency(
  input: DeleteFunctionConcurrencyRequest,
  context: OperationContext,
): Promise<void> {
  const name = readUnqualifiedName(input, context, 'write');
  await changeFunction(context, name, (document) => ({ ...document, reservedConcurrency: null }));
}
