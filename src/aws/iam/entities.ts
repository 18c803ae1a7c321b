// Finding roles, users and policies, and changing them one caller at a time.
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { noSuchEntity, policyNotFound } from './errors.ts';
import type { PolicyDocument, RoleDocument, UserDocument } from './model.ts';

/** @throws AwsError NoSuchEntity */
export async function findRole(context: OperationContext, roleName: string): Promise<RoleDocument> {
  const role = await context.store.get<RoleDocument>('iam-role', roleName);
  if (role === null) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

/** @throws AwsError NoSuchEntity */
export async function findUser(context: OperationContext, userName: string): Promise<UserDocument> {
  const user = await context.store.get<UserDocument>('iam-user', userName);
  if (user === null) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return user;
}

/** A policy of the account's own. @throws AwsError NoSuchEntity */
export async function findPolicy(context: OperationContext, arn: string): Promise<PolicyDocument> {
  const policy = await context.store.get<PolicyDocument>('iam-policy', arn);
  if (policy === null) throw policyNotFound(arn);
  return policy;
}

/**
 * Runs while nobody else changes anything in IAM, for its documents refer to one another; then the keys in force, and
 * what they may do, are read again.
 */
export async function whileChangingIam<T>(context: OperationContext, work: () => Promise<T>): Promise<T> {
  return context.store.exclusively('iam-role', '', async () => {
    const result = await work();
    await context.keys.refresh();
    return result;
  });
}

/** Reads the role, changes it and writes it back. */
export function changeRole(
  context: OperationContext,
  roleName: string,
  change: (role: RoleDocument) => RoleDocument | Promise<RoleDocument>,
): Promise<RoleDocument> {
  return whileChangingIam(context, async () => {
    const role = await change(await findRole(context, roleName));
    await context.store.write([roleChange(role)]);
    return role;
  });
}

/** Reads the user, changes it and writes it back. */
export function changeUser(
  context: OperationContext,
  userName: string,
  change: (user: UserDocument) => UserDocument | Promise<UserDocument>,
): Promise<UserDocument> {
  return whileChangingIam(context, async () => {
    const user = await change(await findUser(context, userName));
    await context.store.write([userChange(user)]);
    return user;
  });
}

/** Reads the policy, changes it and writes it back. */
export function changePolicy(
  context: OperationContext,
  arn: string,
  change: (policy: PolicyDocument) => PolicyDocument,
): Promise<PolicyDocument> {
  return whileChangingIam(context, async () => {
    const policy = change(await findPolicy(context, arn));
    await context.store.write([policyChange(policy)]);
    return policy;
  });
}

export function roleChange(role: RoleDocument): DocumentChange {
  return { kind: 'iam-role', key: role.roleName, value: role };
}

export function userChange(user: UserDocument): DocumentChange {
  return { kind: 'iam-user', key: user.userName, value: user };
}

export function policyChange(policy: PolicyDocument): DocumentChange {
  return { kind: 'iam-policy', key: policy.arn, value: policy };
}
