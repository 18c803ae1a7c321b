// Managed policies that are attached to roles and users, the account's own and AWS's.
import type * as Sdk from '@aws-sdk/client-iam';
import { iamAttachedPoliciesMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { isAwsManaged, nameAndPath } from './aws-managed-policies.ts';
import { changeRole, changeUser, findPolicy, findRole, findUser } from './entities.ts';
import { limitExceeded, policyNotAttachable, policyNotFound, validationError } from './errors.ts';
import type { PolicyDocument, PolicyHolder, RoleDocument, UserDocument } from './model.ts';
import { iamPage, type PageInput } from './paging.ts';

export async function attachRolePolicy(
  input: Sdk.AttachRolePolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeRole(context, input.RoleName!, (role) => attached(context, role, input.PolicyArn!, 'Role'));
  return {};
}

export async function detachRolePolicy(
  input: Sdk.DetachRolePolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeRole(context, input.RoleName!, (role) => detached(role, input.PolicyArn!));
  return {};
}

export async function listAttachedRolePolicies(
  input: Sdk.ListAttachedRolePoliciesRequest,
  context: OperationContext,
): Promise<Sdk.ListAttachedRolePoliciesResponse> {
  return pageOfAttached(await findRole(context, input.RoleName!), input.PathPrefix, input);
}

export async function attachUserPolicy(
  input: Sdk.AttachUserPolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeUser(context, input.UserName!, (user) => attached(context, user, input.PolicyArn!, 'User'));
  return {};
}

export async function detachUserPolicy(
  input: Sdk.DetachUserPolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeUser(context, input.UserName!, (user) => detached(user, input.PolicyArn!));
  return {};
}

export async function listAttachedUserPolicies(
  input: Sdk.ListAttachedUserPoliciesRequest,
  context: OperationContext,
): Promise<Sdk.ListAttachedUserPoliciesResponse> {
  return pageOfAttached(await findUser(context, input.UserName!), input.PathPrefix, input);
}

/** Whom a policy is attached to, or bounds. */
export async function listEntitiesForPolicy(
  input: Sdk.ListEntitiesForPolicyRequest,
  context: OperationContext,
): Promise<Sdk.ListEntitiesForPolicyResponse> {
  const arn = input.PolicyArn!;
  if (!isAwsManaged(arn)) await findPolicy(context, arn);
  const { roles, users } = await holdersOf(context, arn, input.PolicyUsageFilter ?? 'PermissionsPolicy');
  const wanted = (kind: string, path: string): boolean =>
    (input.EntityFilter === undefined || input.EntityFilter === kind) &&
    path.startsWith(input.PathPrefix ?? '/');
  const entities = [
    ...roles
      .filter(({ path }) => wanted('Role', path))
      .map((role) => ({ role, user: null, key: `r ${role.roleName}` })),
    ...users
      .filter(({ path }) => wanted('User', path))
      .map((user) => ({ role: null, user, key: `u ${user.userName}` })),
  ];
  const { items, end } = iamPage(entities, ({ key }) => key, input);
  return {
    PolicyGroups: [],
    PolicyUsers: items.flatMap(({ user }) =>
      user === null ? [] : [{ UserName: user.userName, UserId: user.userId }],
    ),
    PolicyRoles: items.flatMap(({ role }) =>
      role === null ? [] : [{ RoleName: role.roleName, RoleId: role.roleId }],
    ),
    ...end,
  };
}

export interface Holders {
  readonly roles: readonly RoleDocument[];
  readonly users: readonly UserDocument[];
}

export async function holdersOf(
  { store }: OperationContext,
  arn: string,
  usage: 'PermissionsPolicy' | 'PermissionsBoundary' = 'PermissionsPolicy',
): Promise<Holders> {
  const [roles, users] = await Promise.all([
    store.list<RoleDocument>('iam-role'),
    store.list<UserDocument>('iam-user'),
  ]);
  const holds = ({ attachedPolicies, permissionsBoundary }: PolicyHolder): boolean =>
    usage === 'PermissionsBoundary' ? permissionsBoundary === arn : attachedPolicies.includes(arn);
  return { roles: roles.filter(holds), users: users.filter(holds) };
}

/** Attaching twice is no error. @throws AwsError ValidationError, NoSuchEntity, LimitExceeded */
async function attached<H extends PolicyHolder>(
  { store }: OperationContext,
  holder: H,
  arn: string,
  kind: 'Role' | 'User',
): Promise<H> {
  if (!/^arn:[a-z-]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn))
    throw validationError(`ARN ${arn} is not valid.`);
  if (!isAwsManaged(arn) && (await store.get<PolicyDocument>('iam-policy', arn)) === null)
    throw policyNotAttachable(arn);
  const { attachedPolicies } = holder;
  if (attachedPolicies.includes(arn)) return holder;
  if (attachedPolicies.length >= iamAttachedPoliciesMax)
    throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${iamAttachedPoliciesMax}`);
  return { ...holder, attachedPolicies: [...attachedPolicies, arn] };
}

function detached<H extends PolicyHolder>(holder: H, arn: string): H {
  if (!holder.attachedPolicies.includes(arn)) throw policyNotFound(arn);
  return { ...holder, attachedPolicies: holder.attachedPolicies.filter((other) => other !== arn) };
}

function pageOfAttached(
  { attachedPolicies }: PolicyHolder,
  pathPrefix: string | undefined,
  input: PageInput,
): { AttachedPolicies: Sdk.AttachedPolicy[]; IsTruncated: boolean; Marker?: string } {
  const policies = attachedPolicies
    .map((arn) => ({ arn, ...nameAndPath(arn) }))
    .filter(({ path }) => path.startsWith(pathPrefix ?? '/'));
  const { items, end } = iamPage(policies, ({ arn }) => arn, input);
  return {
    AttachedPolicies: items.map(({ arn, policyName }) => ({ PolicyName: policyName, PolicyArn: arn })),
    ...end,
  };
}
