// PutRuntimeManagementConfig: keeps when AWS may change the runtime's build; this machine's interpreter runs either way.
import type {
  PutRuntimeManagementConfigRequest,
  PutRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import type { RuntimeManagement } from '../../lambda/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { changeFunction } from './functions.ts';
import { managedVersion, runtimeManagementShape } from './runtime-management.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function putRuntimeManagementConfig(
  input: PutRuntimeManagementConfigRequest,
  context: OperationContext,
): Promise<PutRuntimeManagementConfigResponse> {
  const { UpdateRuntimeOn, RuntimeVersionArn } = input;
  assertConstraints(
    required('updateRuntimeOn', UpdateRuntimeOn),
    oneOf('updateRuntimeOn', UpdateRuntimeOn, ['Auto', 'Manual', 'FunctionUpdate']),
  );
  const name = readFunctionName(input, context, 'read');
  // AWS's words for these two are unknown.
  if ((UpdateRuntimeOn === 'Manual') !== (RuntimeVersionArn !== undefined)) {
    throw invalidParameter('RuntimeVersionArn goes with the runtime update mode Manual, and with no other.');
  }
  const management: RuntimeManagement = {
    updateRuntimeOn: UpdateRuntimeOn ?? 'Auto',
    runtimeVersionArn: RuntimeVersionArn ?? null,
  };
  let version = '$LATEST';
  await changeFunction(context, name, (document) => {
    version = managedVersion(document, name);
    return { ...document, runtimeManagement: { ...document.runtimeManagement, [version]: management } };
  });
  const { FunctionArn, UpdateRuntimeOn: mode, ...rest } = runtimeManagementShape(name, version, management);
  return { ...rest, FunctionArn: FunctionArn!, UpdateRuntimeOn: mode! };
}
