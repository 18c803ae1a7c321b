// Managed policies: made, read, listed and deleted.
import type * as Sdk from '@aws-sdk/client-iam';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { holdersOf } from './attached-policies.ts';
import {
  awsManagedCreatedAt,
  awsManagedPolicies,
  isAwsManaged,
  requireAwsManaged,
  type AwsManaged,
} from './aws-managed-policies.ts';
import { findPolicy, policyChange, whileChangingIam } from './entities.ts';
import { deleteConflict, entityAlreadyExists, validationError } from './errors.ts';
import type { PolicyDocument } from './model.ts';
import { entityId, iamArn, iamDate } from './names.ts';
import { iamPage } from './paging.ts';
import { assertManagedPolicy } from './policy-versions.ts';
import { tagShapes, withTags } from './tags.ts';

/** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput */
export async function createPolicy(
  input: Sdk.CreatePolicyRequest,
  context: OperationContext,
): Promise<Sdk.CreatePolicyResponse> {
  const policyName = input.PolicyName!;
  assertManagedPolicy(input.PolicyDocument!);
  const tags = withTags([], input.Tags);
  const created = await whileChangingIam(context, async () => {
    const all = await context.store.list<PolicyDocument>('iam-policy');
    // A name is taken under whatever path.
    if (all.some((policy) => policy.policyName === policyName))
      throw entityAlreadyExists(
        `A policy called ${policyName} already exists. Duplicate names are not allowed.`,
      );
    const path = input.Path ?? '/';
    const nowMs = context.clock.nowMs();
    const policy: PolicyDocument = {
      arn: iamArn(context.accountId, 'policy', path, policyName),
      policyName,
      policyId: entityId('ANPA', context.ids),
      path,
      description: input.Description ?? null,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      tags,
      defaultVersionId: 'v1',
      versions: [{ versionId: 'v1', text: input.PolicyDocument!, createdAtMs: nowMs }],
      nextVersion: 2,
    };
    await context.store.write([policyChange(policy)]);
    return policy;
  });
  // What is created is not described again.
  const { Description: _description, ...shape } = policyShape(created, 0, 0);
  return { Policy: shape };
}

export async function getPolicy(
  input: Sdk.GetPolicyRequest,
  context: OperationContext,
): Promise<Sdk.GetPolicyResponse> {
  const arn = input.PolicyArn!;
  if (!/^arn:[a-z-]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn))
    throw validationError(`ARN ${arn} is not valid.`);
  const [attachments, boundaries] = await countsOf(context, arn);
  if (!isAwsManaged(arn))
    return { Policy: policyShape(await findPolicy(context, arn), attachments, boundaries) };
  return { Policy: awsManagedShape(requireAwsManaged(arn), attachments, boundaries) };
}

export async function listPolicies(
  input: Sdk.ListPoliciesRequest,
  context: OperationContext,
): Promise<Sdk.ListPoliciesResponse> {
  const scope = input.Scope ?? 'All';
  const own = scope === 'AWS' ? [] : await context.store.list<PolicyDocument>('iam-policy');
  // Of AWS's, those that Varco knows.
  const managed = scope === 'Local' ? [] : awsManagedPolicies();
  const usage = input.PolicyUsageFilter;
  const found: Sdk.Policy[] = [];
  for (const policy of [...own, ...managed]) {
    const [attachments, boundaries] = await countsOf(context, policy.arn);
    const used = usage === 'PermissionsBoundary' ? boundaries : attachments;
    if (!policy.path.startsWith(input.PathPrefix ?? '/') || (input.OnlyAttached === true && used === 0))
      continue;
    const {
      Description: _description,
      Tags: _tags,
      ...shape
    } = 'versions' in policy
      ? policyShape(policy, attachments, boundaries)
      : awsManagedShape(policy, attachments, boundaries);
    found.push(shape);
  }
  const { items, end } = iamPage(found, ({ Arn }) => Arn!, input);
  return { Policies: [...items], ...end };
}

/** @throws AwsError NoSuchEntity, DeleteConflict while it is attached, or has versions besides the default one */
export async function deletePolicy(
  input: Sdk.DeletePolicyRequest,
  context: OperationContext,
): Promise<object> {
  await whileChangingIam(context, async () => {
    const policy = await findPolicy(context, input.PolicyArn!);
    const [attachments, boundaries] = await countsOf(context, policy.arn);
    if (attachments + boundaries > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    await context.store.write([{ kind: 'iam-policy', key: policy.arn, value: null }]);
  });
  return {};
}

/** How often a policy is attached, and how often it is a boundary. */
async function countsOf(context: OperationContext, arn: string): Promise<readonly [number, number]> {
  const [attached, bounded] = await Promise.all([
    holdersOf(context, arn),
    holdersOf(context, arn, 'PermissionsBoundary'),
  ]);
  return [attached.roles.length + attached.users.length, bounded.roles.length + bounded.users.length];
}

function policyShape(policy: PolicyDocument, attachments: number, boundaries: number): Sdk.Policy {
  return present({
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: iamDate(policy.createdAtMs),
    UpdateDate: iamDate(policy.updatedAtMs),
    Tags: tagShapes(policy.tags),
  });
}

function awsManagedShape(policy: AwsManaged, attachments: number, boundaries: number): Sdk.Policy {
  return {
    PolicyName: policy.policyName,
    // AWS's own id is unknown here; this one is made from the name, so that it stays the same.
    PolicyId: `ANPA${Buffer.from(policy.policyName).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: awsManagedCreatedAt,
    UpdateDate: awsManagedCreatedAt,
  };
}
