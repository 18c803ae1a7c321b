// The versions of a managed policy, of which one is in force.
import type * as Sdk from '@aws-sdk/client-iam';
import { iamManagedPolicyCharactersMax, iamPolicyVersionsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { awsManagedCreatedAt, isAwsManaged, requireAwsManaged } from './aws-managed-policies.ts';
import { changePolicy, findPolicy } from './entities.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './errors.ts';
import type { PolicyDocument, PolicyVersion } from './model.ts';
import { encodedPolicy, iamDate } from './names.ts';
import { iamPage } from './paging.ts';
import { assertPolicyDocument } from './policy-document.ts';

/** @throws AwsError MalformedPolicyDocument, LimitExceeded */
export function assertManagedPolicy(text: string): void {
  assertPolicyDocument(text, 'identity');
  if (text.replace(/\s/g, '').length > iamManagedPolicyCharactersMax)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${iamManagedPolicyCharactersMax}`);
}

export async function createPolicyVersion(
  input: Sdk.CreatePolicyVersionRequest,
  context: OperationContext,
): Promise<Sdk.CreatePolicyVersionResponse> {
  const nowMs = context.clock.nowMs();
  const changed = await changePolicy(context, input.PolicyArn!, (policy) => {
    assertManagedPolicy(input.PolicyDocument!);
    if (policy.versions.length >= iamPolicyVersionsMax) {
      throw limitExceeded(
        `A managed policy can have up to ${iamPolicyVersionsMax} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const versionId = `v${policy.nextVersion}`;
    return {
      ...policy,
      updatedAtMs: nowMs,
      defaultVersionId: input.SetAsDefault === true ? versionId : policy.defaultVersionId,
      versions: [...policy.versions, { versionId, text: input.PolicyDocument!, createdAtMs: nowMs }],
      nextVersion: policy.nextVersion + 1,
    };
  });
  return { PolicyVersion: listedShape(changed, changed.versions.at(-1)!) };
}

export async function getPolicyVersion(
  input: Sdk.GetPolicyVersionRequest,
  context: OperationContext,
): Promise<Sdk.GetPolicyVersionResponse> {
  const arn = input.PolicyArn!;
  if (isAwsManaged(arn)) {
    const { text } = requireAwsManaged(arn);
    if (input.VersionId !== 'v1') throw versionNotFound(arn, input.VersionId!);
    return { PolicyVersion: { ...awsManagedVersion, Document: encodedPolicy(text) } };
  }
  const policy = await findPolicy(context, arn);
  const version = versionOf(policy, input.VersionId!);
  return { PolicyVersion: { ...listedShape(policy, version), Document: encodedPolicy(version.text) } };
}

export async function listPolicyVersions(
  input: Sdk.ListPolicyVersionsRequest,
  context: OperationContext,
): Promise<Sdk.ListPolicyVersionsResponse> {
  const arn = input.PolicyArn!;
  if (isAwsManaged(arn)) {
    requireAwsManaged(arn);
    return { Versions: [awsManagedVersion], IsTruncated: false };
  }
  const policy = await findPolicy(context, arn);
  // Newest first.
  const keyOf = ({ versionId }: PolicyVersion): string =>
    String(1e9 - Number(versionId.slice(1))).padStart(10, '0');
  const { items, end } = iamPage(policy.versions, keyOf, input);
  return { Versions: items.map((version) => listedShape(policy, version)), ...end };
}

export async function setDefaultPolicyVersion(
  input: Sdk.SetDefaultPolicyVersionRequest,
  context: OperationContext,
): Promise<object> {
  await changePolicy(context, input.PolicyArn!, (policy) => {
    const { versionId } = versionOf(policy, input.VersionId!);
    return { ...policy, defaultVersionId: versionId, updatedAtMs: context.clock.nowMs() };
  });
  return {};
}

export async function deletePolicyVersion(
  input: Sdk.DeletePolicyVersionRequest,
  context: OperationContext,
): Promise<object> {
  await changePolicy(context, input.PolicyArn!, (policy) => {
    const { versionId } = versionOf(policy, input.VersionId!);
    if (versionId === policy.defaultVersionId)
      throw deleteConflict('Cannot delete the default version of a policy.');
    return { ...policy, versions: policy.versions.filter((version) => version.versionId !== versionId) };
  });
  return {};
}

function versionOf({ arn, versions }: PolicyDocument, versionId: string): PolicyVersion {
  const version = versions.find((candidate) => candidate.versionId === versionId);
  if (version === undefined) throw versionNotFound(arn, versionId);
  return version;
}

function versionNotFound(arn: string, versionId: string): Error {
  return noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}

function listedShape({ defaultVersionId }: PolicyDocument, version: PolicyVersion): Sdk.PolicyVersion {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === defaultVersionId,
    CreateDate: iamDate(version.createdAtMs),
  };
}

const awsManagedVersion: Sdk.PolicyVersion = {
  VersionId: 'v1',
  IsDefaultVersion: true,
  CreateDate: awsManagedCreatedAt,
};
