// Tags of roles, users and policies.
import type * as Sdk from '@aws-sdk/client-iam';
import { AwsError } from '../../core/errors.ts';
import { iamTagsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { changePolicy, changeRole, changeUser, findPolicy, findRole, findUser } from './entities.ts';
import { limitExceeded } from './errors.ts';
import type { IamTag } from './model.ts';
import { iamPage, type PageInput } from './paging.ts';

export const tagRole = (input: Sdk.TagRoleRequest, context: OperationContext): Promise<object> =>
  changeRole(context, input.RoleName!, (role) => ({ ...role, tags: withTags(role.tags, input.Tags) })).then(
    nothing,
  );

export const untagRole = (input: Sdk.UntagRoleRequest, context: OperationContext): Promise<object> =>
  changeRole(context, input.RoleName!, (role) => ({ ...role, tags: without(role.tags, input.TagKeys) })).then(
    nothing,
  );

export const listRoleTags = async (
  input: Sdk.ListRoleTagsRequest,
  context: OperationContext,
): Promise<Sdk.ListRoleTagsResponse> => pageOfTags((await findRole(context, input.RoleName!)).tags, input);

export const tagUser = (input: Sdk.TagUserRequest, context: OperationContext): Promise<object> =>
  changeUser(context, input.UserName!, (user) => ({ ...user, tags: withTags(user.tags, input.Tags) })).then(
    nothing,
  );

export const untagUser = (input: Sdk.UntagUserRequest, context: OperationContext): Promise<object> =>
  changeUser(context, input.UserName!, (user) => ({ ...user, tags: without(user.tags, input.TagKeys) })).then(
    nothing,
  );

export const listUserTags = async (
  input: Sdk.ListUserTagsRequest,
  context: OperationContext,
): Promise<Sdk.ListUserTagsResponse> => pageOfTags((await findUser(context, input.UserName!)).tags, input);

export const tagPolicy = (input: Sdk.TagPolicyRequest, context: OperationContext): Promise<object> =>
  changePolicy(context, input.PolicyArn!, (policy) => ({
    ...policy,
    tags: withTags(policy.tags, input.Tags),
  })).then(nothing);

export const untagPolicy = (input: Sdk.UntagPolicyRequest, context: OperationContext): Promise<object> =>
  changePolicy(context, input.PolicyArn!, (policy) => ({
    ...policy,
    tags: without(policy.tags, input.TagKeys),
  })).then(nothing);

export const listPolicyTags = async (
  input: Sdk.ListPolicyTagsRequest,
  context: OperationContext,
): Promise<Sdk.ListPolicyTagsResponse> =>
  pageOfTags((await findPolicy(context, input.PolicyArn!)).tags, input);

const nothing = (): object => ({});

/** @throws AwsError InvalidInput for a key given twice, whatever its case; LimitExceeded */
export function withTags(tags: readonly IamTag[], added: readonly Sdk.Tag[] | undefined): readonly IamTag[] {
  const given = (added ?? []).map(({ Key, Value }) => ({ key: Key!, value: Value! }));
  const keys = given.map(({ key }) => key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    const text = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
    throw new AwsError('InvalidInput', 400, text);
  }
  const all = [...tags.filter(({ key }) => !keys.includes(key.toLowerCase())), ...given];
  if (all.length > iamTagsMax) throw limitExceeded(`The number of tags has reached the maximum limit.`);
  return all;
}

function without(tags: readonly IamTag[], keys: readonly string[] | undefined): readonly IamTag[] {
  return tags.filter(({ key }) => keys?.includes(key) !== true);
}

/** Undefined where there are none: IAM then leaves them out. */
export function tagShapes(tags: readonly IamTag[]): Sdk.Tag[] | undefined {
  return tags.length === 0 ? undefined : tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

function pageOfTags(tags: readonly IamTag[], input: PageInput): Sdk.ListRoleTagsResponse {
  const { items, end } = iamPage(tags, ({ key }) => key, input);
  return { Tags: tagShapes(items) ?? [], ...end };
}
