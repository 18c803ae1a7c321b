// GetFunctionCodeSigningConfig: code is never signed here, so that no function has such a configuration.
import type {
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionCodeSigningConfig(
  input: GetFunctionCodeSigningConfigRequest,
  context: OperationContext,
): Promise<Partial<GetFunctionCodeSigningConfigResponse>> {
  const name = readUnqualifiedName(input, context, 'write');
  await findFunction(context, name);
  return {};
}
