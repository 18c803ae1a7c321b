// What the operations on runtime management share: the qualifier it stands under, and the answer.
import type { GetRuntimeManagementConfigResponse } from '@aws-sdk/client-lambda';
import type { FunctionDocument, RuntimeManagement } from '../../lambda/model.ts';
import { present } from '../present.ts';
import { functionNotFound, invalidParameter } from './errors.ts';
import type { FunctionName } from './function-reference.ts';

/** @throws AwsError InvalidParameterValueException for an alias, ResourceNotFoundException */
export function managedVersion(document: FunctionDocument, { qualifier, arn }: FunctionName): string {
  if (qualifier === null || qualifier === '$LATEST') return '$LATEST';
  // AWS's words for an alias are unknown.
  if (Object.hasOwn(document.aliases, qualifier)) {
    throw invalidParameter('Aliases do not support this operation. Please specify a function version.');
  }
  if (!Object.hasOwn(document.versions, qualifier)) throw functionNotFound(arn);
  return qualifier;
}

export function runtimeManagementShape(
  name: FunctionName,
  version: string,
  management: RuntimeManagement | undefined,
): GetRuntimeManagementConfigResponse {
  return present({
    UpdateRuntimeOn: management?.updateRuntimeOn ?? ('Auto' as const),
    RuntimeVersionArn: management?.runtimeVersionArn,
    FunctionArn: `${name.unqualifiedArn}:${version}`,
  });
}
