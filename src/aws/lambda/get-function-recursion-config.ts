// GetFunctionRecursionConfig: whether a function that reaches itself again and again is stopped.
import type {
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionRecursionConfig(
  input: GetFunctionRecursionConfigRequest,
  context: OperationContext,
): Promise<GetFunctionRecursionConfigResponse> {
  const name = readUnqualifiedName(input, context, 'write');
  const { recursiveLoop } = await findFunction(context, name);
  return { RecursiveLoop: recursiveLoop ?? 'Terminate' };
}
