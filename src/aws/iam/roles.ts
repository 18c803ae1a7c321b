// Roles: made, read, changed and deleted.
import type * as Sdk from '@aws-sdk/client-iam';
import { iamTrustPolicyCharactersMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { boundaryOf, boundaryShape } from './boundary.ts';
import { changeRole, findRole, roleChange, whileChangingIam } from './entities.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded } from './errors.ts';
import type { RoleDocument } from './model.ts';
import { encodedPolicy, entityId, iamArn, iamDate } from './names.ts';
import { iamPage } from './paging.ts';
import { assertPolicyDocument } from './policy-document.ts';
import { tagShapes, withTags } from './tags.ts';

/** An hour. */
const defaultSessionSeconds = 3600;

/** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, NoSuchEntity, InvalidInput */
export async function createRole(
  input: Sdk.CreateRoleRequest,
  context: OperationContext,
): Promise<Sdk.CreateRoleResponse> {
  const roleName = input.RoleName!;
  const trustPolicy = input.AssumeRolePolicyDocument!;
  assertTrustPolicy(trustPolicy);
  const tags = withTags([], input.Tags);
  const role = await whileChangingIam(context, async () => {
    // AWS also takes `Role` for the name of `role`.
    if ((await context.store.get('iam-role', roleName)) !== null)
      throw entityAlreadyExists(`Role with name ${roleName} already exists.`);
    const path = input.Path ?? '/';
    const created: RoleDocument = {
      roleName,
      roleId: entityId('AROA', context.ids),
      arn: iamArn(context.accountId, 'role', path, roleName),
      path,
      createdAtMs: context.clock.nowMs(),
      description: input.Description ?? null,
      maxSessionSeconds: input.MaxSessionDuration ?? defaultSessionSeconds,
      trustPolicy,
      permissionsBoundary: await boundaryOf(context, input.PermissionsBoundary),
      tags,
      inlinePolicies: {},
      attachedPolicies: [],
    };
    await context.store.write([roleChange(created)]);
    return created;
  });
  return { Role: createdRoleShape(role) };
}

function assertTrustPolicy(text: string): void {
  assertPolicyDocument(text, 'trust');
  if (text.replace(/\s/g, '').length > iamTrustPolicyCharactersMax)
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${iamTrustPolicyCharactersMax}`);
}

export async function getRole(
  input: Sdk.GetRoleRequest,
  context: OperationContext,
): Promise<Sdk.GetRoleResponse> {
  return { Role: roleShape(await findRole(context, input.RoleName!)) };
}

export async function listRoles(
  input: Sdk.ListRolesRequest,
  context: OperationContext,
): Promise<Sdk.ListRolesResponse> {
  const roles = await context.store.list<RoleDocument>('iam-role');
  const within = roles.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, end } = iamPage(within, ({ roleName }) => roleName, input);
  return { Roles: items.map(listedRoleShape), ...end };
}

export async function updateRole(
  input: Sdk.UpdateRoleRequest,
  context: OperationContext,
): Promise<Sdk.UpdateRoleResponse> {
  await changeRole(context, input.RoleName!, (role) => ({
    ...role,
    description: input.Description ?? role.description,
    maxSessionSeconds: input.MaxSessionDuration ?? role.maxSessionSeconds,
  }));
  return {};
}

export async function updateRoleDescription(
  input: Sdk.UpdateRoleDescriptionRequest,
  context: OperationContext,
): Promise<Sdk.UpdateRoleDescriptionResponse> {
  const role = await changeRole(context, input.RoleName!, (found) => ({
    ...found,
    description: input.Description!,
  }));
  return { Role: roleShape(role) };
}

export async function updateAssumeRolePolicy(
  input: Sdk.UpdateAssumeRolePolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeRole(context, input.RoleName!, (role) => {
    assertTrustPolicy(input.PolicyDocument!);
    return { ...role, trustPolicy: input.PolicyDocument! };
  });
  return {};
}

/** @throws AwsError NoSuchEntity, DeleteConflict as long as it has policies */
export async function deleteRole(input: Sdk.DeleteRoleRequest, context: OperationContext): Promise<object> {
  await whileChangingIam(context, async () => {
    const role = await findRole(context, input.RoleName!);
    if (role.attachedPolicies.length > 0)
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inlinePolicies).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    await context.store.write([{ kind: 'iam-role', key: role.roleName, value: null }]);
  });
  return {};
}

/** Varco has no instance profiles, so no role is in one. */
export async function listInstanceProfilesForRole(
  input: Sdk.ListInstanceProfilesForRoleRequest,
  context: OperationContext,
): Promise<Sdk.ListInstanceProfilesForRoleResponse> {
  await findRole(context, input.RoleName!);
  return { InstanceProfiles: [], IsTruncated: false };
}

/** CreateRole does not repeat description and session duration. */
function createdRoleShape(role: RoleDocument): Sdk.Role {
  return present({
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: iamDate(role.createdAtMs),
    AssumeRolePolicyDocument: encodedPolicy(role.trustPolicy),
    PermissionsBoundary: boundaryShape(role.permissionsBoundary),
    Tags: tagShapes(role.tags),
  }) as Sdk.Role;
}

function roleShape(role: RoleDocument): Sdk.Role {
  return {
    ...createdRoleShape(role),
    ...present({ Description: role.description }),
    MaxSessionDuration: role.maxSessionSeconds,
    // When a role was last used is not written down.
    RoleLastUsed: {},
  };
}

/** Listings leave out tags, boundary and last use. */
function listedRoleShape(role: RoleDocument): Sdk.Role {
  const { Tags: _tags, PermissionsBoundary: _boundary, RoleLastUsed: _used, ...shape } = roleShape(role);
  return shape;
}
