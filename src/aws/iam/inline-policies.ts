// Policies that live inside of a role or a user.
import type * as Sdk from '@aws-sdk/client-iam';
import { iamRolePoliciesCharactersMax, iamUserPoliciesCharactersMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { changeRole, changeUser, findRole, findUser } from './entities.ts';
import { limitExceeded, noSuchEntity } from './errors.ts';
import type { PolicyHolder } from './model.ts';
import { encodedPolicy } from './names.ts';
import { iamPage, type PageInput } from './paging.ts';
import { assertPolicyDocument } from './policy-document.ts';

export async function putRolePolicy(
  input: Sdk.PutRolePolicyRequest,
  context: OperationContext,
): Promise<object> {
  const { RoleName: name, PolicyName: policyName, PolicyDocument: text } = input;
  await changeRole(context, name!, (role) => {
    const changed = withPolicy(role, policyName!, text!);
    if (characters(changed) > iamRolePoliciesCharactersMax)
      throw limitExceeded(
        `Maximum policy size of ${iamRolePoliciesCharactersMax} bytes exceeded for role ${name}`,
      );
    return changed;
  });
  return {};
}

export async function getRolePolicy(
  input: Sdk.GetRolePolicyRequest,
  context: OperationContext,
): Promise<Sdk.GetRolePolicyResponse> {
  const role = await findRole(context, input.RoleName!);
  const text = policyOf(role, 'role', input.PolicyName!);
  return { RoleName: role.roleName, PolicyName: input.PolicyName, PolicyDocument: encodedPolicy(text) };
}

export async function listRolePolicies(
  input: Sdk.ListRolePoliciesRequest,
  context: OperationContext,
): Promise<Sdk.ListRolePoliciesResponse> {
  return pageOfNames(await findRole(context, input.RoleName!), input);
}

export async function deleteRolePolicy(
  input: Sdk.DeleteRolePolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeRole(context, input.RoleName!, (role) => withoutPolicy(role, 'role', input.PolicyName!));
  return {};
}

export async function putUserPolicy(
  input: Sdk.PutUserPolicyRequest,
  context: OperationContext,
): Promise<object> {
  const { UserName: name, PolicyName: policyName, PolicyDocument: text } = input;
  await changeUser(context, name!, (user) => {
    const changed = withPolicy(user, policyName!, text!);
    if (characters(changed) > iamUserPoliciesCharactersMax)
      throw limitExceeded(
        `Maximum policy size of ${iamUserPoliciesCharactersMax} bytes exceeded for user ${name}`,
      );
    return changed;
  });
  return {};
}

export async function getUserPolicy(
  input: Sdk.GetUserPolicyRequest,
  context: OperationContext,
): Promise<Sdk.GetUserPolicyResponse> {
  const user = await findUser(context, input.UserName!);
  const text = policyOf(user, 'user', input.PolicyName!);
  return { UserName: user.userName, PolicyName: input.PolicyName, PolicyDocument: encodedPolicy(text) };
}

export async function listUserPolicies(
  input: Sdk.ListUserPoliciesRequest,
  context: OperationContext,
): Promise<Sdk.ListUserPoliciesResponse> {
  return pageOfNames(await findUser(context, input.UserName!), input);
}

export async function deleteUserPolicy(
  input: Sdk.DeleteUserPolicyRequest,
  context: OperationContext,
): Promise<object> {
  await changeUser(context, input.UserName!, (user) => withoutPolicy(user, 'user', input.PolicyName!));
  return {};
}

/** @throws AwsError MalformedPolicyDocument */
function withPolicy<H extends PolicyHolder>(holder: H, policyName: string, text: string): H {
  assertPolicyDocument(text, 'identity');
  const others = Object.entries(holder.inlinePolicies).filter(([name]) => name !== policyName);
  return { ...holder, inlinePolicies: Object.fromEntries([...others, [policyName, text]]) };
}

/** @throws AwsError NoSuchEntity */
function withoutPolicy<H extends PolicyHolder>(holder: H, kind: 'role' | 'user', policyName: string): H {
  policyOf(holder, kind, policyName);
  const others = Object.entries(holder.inlinePolicies).filter(([name]) => name !== policyName);
  return { ...holder, inlinePolicies: Object.fromEntries(others) };
}

function policyOf({ inlinePolicies }: PolicyHolder, kind: 'role' | 'user', policyName: string): string {
  const text = Object.hasOwn(inlinePolicies, policyName) ? inlinePolicies[policyName] : undefined;
  if (text === undefined) throw noSuchEntity(`The ${kind} policy with name ${policyName} cannot be found.`);
  return text;
}

function characters({ inlinePolicies }: PolicyHolder): number {
  return Object.values(inlinePolicies).join('').replace(/\s/g, '').length;
}

function pageOfNames(
  { inlinePolicies }: PolicyHolder,
  input: PageInput,
): { PolicyNames: string[]; IsTruncated: boolean; Marker?: string } {
  const { items, end } = iamPage(Object.keys(inlinePolicies), (name) => name, input);
  return { PolicyNames: [...items], ...end };
}
