// Users: made, read and deleted.
import type * as Sdk from '@aws-sdk/client-iam';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { boundaryOf, boundaryShape } from './boundary.ts';
import { callingUser } from './caller.ts';
import { findUser, userChange, whileChangingIam } from './entities.ts';
import { deleteConflict, entityAlreadyExists } from './errors.ts';
import { keysOfUser } from './access-keys.ts';
import type { UserDocument } from './model.ts';
import { entityId, iamArn, iamDate, rootArn } from './names.ts';
import { iamPage } from './paging.ts';
import { tagShapes, withTags } from './tags.ts';

/** @throws AwsError EntityAlreadyExists, NoSuchEntity, InvalidInput */
export async function createUser(
  input: Sdk.CreateUserRequest,
  context: OperationContext,
): Promise<Sdk.CreateUserResponse> {
  const userName = input.UserName!;
  const tags = withTags([], input.Tags);
  const user = await whileChangingIam(context, async () => {
    if ((await context.store.get('iam-user', userName)) !== null)
      throw entityAlreadyExists(`User with name ${userName} already exists.`);
    const path = input.Path ?? '/';
    const created: UserDocument = {
      userName,
      userId: entityId('AIDA', context.ids),
      arn: iamArn(context.accountId, 'user', path, userName),
      path,
      createdAtMs: context.clock.nowMs(),
      permissionsBoundary: await boundaryOf(context, input.PermissionsBoundary),
      tags,
      inlinePolicies: {},
      attachedPolicies: [],
    };
    await context.store.write([userChange(created)]);
    return created;
  });
  return { User: userShape(user) };
}

/** Without a name: the calling one. */
export async function getUser(
  input: Sdk.GetUserRequest,
  context: OperationContext,
): Promise<Sdk.GetUserResponse> {
  const userName = input.UserName ?? callingUser(context);
  if (userName === null) return { User: rootShape(context.accountId) };
  return { User: userShape(await findUser(context, userName)) };
}

export async function listUsers(
  input: Sdk.ListUsersRequest,
  context: OperationContext,
): Promise<Sdk.ListUsersResponse> {
  const users = await context.store.list<UserDocument>('iam-user');
  const within = users.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, end } = iamPage(within, ({ userName }) => userName, input);
  return {
    Users: items.map((user) => {
      const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = userShape(user);
      return shape;
    }),
    ...end,
  };
}

/** @throws AwsError NoSuchEntity, DeleteConflict as long as it has keys or policies */
export async function deleteUser(input: Sdk.DeleteUserRequest, context: OperationContext): Promise<object> {
  await whileChangingIam(context, async () => {
    const user = await findUser(context, input.UserName!);
    if (user.attachedPolicies.length > 0)
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(user.inlinePolicies).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if ((await keysOfUser(context, user.userName)).length > 0)
      throw deleteConflict('Cannot delete entity, must delete access keys first.');
    await context.store.write([{ kind: 'iam-user', key: user.userName, value: null }]);
  });
  return {};
}

/** Varco has no groups, so no user is in one. */
export async function listGroupsForUser(
  input: Sdk.ListGroupsForUserRequest,
  context: OperationContext,
): Promise<Sdk.ListGroupsForUserResponse> {
  await findUser(context, input.UserName!);
  return { Groups: [], IsTruncated: false };
}

function userShape(user: UserDocument): Sdk.User {
  return present({
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: iamDate(user.createdAtMs),
    PermissionsBoundary: boundaryShape(user.permissionsBoundary),
    Tags: tagShapes(user.tags),
  }) as Sdk.User;
}

/** The root has neither a name nor a path. When the account was made is not known here. */
function rootShape(accountId: string): Sdk.User {
  return { UserId: accountId, Arn: rootArn(accountId), CreateDate: new Date(0) } as Sdk.User;
}
