// Permissions boundaries: kept and told, though no policy is evaluated for calls to the control plane.
import type * as Sdk from '@aws-sdk/client-iam';
import type { OperationContext } from '../context.ts';
import { isAwsManaged } from './aws-managed-policies.ts';
import { changeRole, changeUser } from './entities.ts';
import { noSuchEntity, validationError } from './errors.ts';
import type { PolicyDocument } from './model.ts';

export const putRolePermissionsBoundary = async (
  input: Sdk.PutRolePermissionsBoundaryRequest,
  context: OperationContext,
): Promise<object> => {
  await changeRole(context, input.RoleName!, async (role) => ({
    ...role,
    permissionsBoundary: await boundaryOf(context, input.PermissionsBoundary),
  }));
  return {};
};

export const deleteRolePermissionsBoundary = async (
  input: Sdk.DeleteRolePermissionsBoundaryRequest,
  context: OperationContext,
): Promise<object> => {
  await changeRole(context, input.RoleName!, (role) => ({ ...role, permissionsBoundary: null }));
  return {};
};

export const putUserPermissionsBoundary = async (
  input: Sdk.PutUserPermissionsBoundaryRequest,
  context: OperationContext,
): Promise<object> => {
  await changeUser(context, input.UserName!, async (user) => ({
    ...user,
    permissionsBoundary: await boundaryOf(context, input.PermissionsBoundary),
  }));
  return {};
};

export const deleteUserPermissionsBoundary = async (
  input: Sdk.DeleteUserPermissionsBoundaryRequest,
  context: OperationContext,
): Promise<object> => {
  await changeUser(context, input.UserName!, (user) => ({ ...user, permissionsBoundary: null }));
  return {};
};

/** @throws AwsError ValidationError, NoSuchEntity */
export async function boundaryOf(context: OperationContext, arn: string | undefined): Promise<string | null> {
  if (arn === undefined) return null;
  if (!/^arn:[a-z-]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn))
    throw validationError(`ARN ${arn} is not valid.`);
  if (isAwsManaged(arn) || (await context.store.get<PolicyDocument>('iam-policy', arn)) !== null) return arn;
  throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

export function boundaryShape(arn: string | null): Sdk.AttachedPermissionsBoundary | undefined {
  return arn === null
    ? undefined
    : {
        PermissionsBoundaryType: 'Policy' as Sdk.PermissionsBoundaryAttachmentType,
        PermissionsBoundaryArn: arn,
      };
}
