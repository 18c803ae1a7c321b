// GetFunctionConcurrency: what is reserved for a function, if anything.
import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionConcurrency(
  input: GetFunctionConcurrencyRequest,
  context: OperationContext,
): Promise<GetFunctionConcurrencyResponse> {
  const name = readUnqualifiedName(input, context, 'write');
  const { reservedConcurrency } = await findFunction(context, name);
  return reservedConcurrency === null ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
}
