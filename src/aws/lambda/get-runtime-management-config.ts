// GetRuntimeManagementConfig: when AWS may change the runtime's build; here it is what this machine has.
import type {
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { findFunction } from './functions.ts';
import { managedVersion, runtimeManagementShape } from './runtime-management.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getRuntimeManagementConfig(
  input: GetRuntimeManagementConfigRequest,
  context: OperationContext,
): Promise<GetRuntimeManagementConfigResponse> {
  const name = readFunctionName(input, context, 'read');
  const document = await findFunction(context, name);
  const version = managedVersion(document, name);
  return runtimeManagementShape(name, version, document.runtimeManagement?.[version]);
}
