// Takes away what an earlier deployment of the same stack left in the store, told by CloudFormation's tags.
import { deleteApiKey } from '../aws/apigateway/delete-api-key.ts';
import { deleteBasePathMapping } from '../aws/apigateway/delete-base-path-mapping.ts';
import { deleteClientCertificate } from '../aws/apigateway/delete-client-certificate.ts';
import { deleteDomainName } from '../aws/apigateway/delete-domain-name.ts';
import { deleteRestApi } from '../aws/apigateway/delete-rest-api.ts';
import { deleteUsagePlan } from '../aws/apigateway/delete-usage-plan.ts';
import type { ClientCertificateDocument } from '../aws/apigateway/client-certificate.ts';
import type { OperationContext } from '../aws/context.ts';
import { detachRolePolicy, holdersOf } from '../aws/iam/attached-policies.ts';
import { deleteRolePolicy } from '../aws/iam/inline-policies.ts';
import { deletePolicy } from '../aws/iam/managed-policies.ts';
import type { IamTag, PolicyDocument, RoleDocument } from '../aws/iam/model.ts';
import { deleteRole } from '../aws/iam/roles.ts';
import { deleteFunction } from '../aws/lambda/delete-function.ts';
import type {
  ApiKeyDocument,
  BasePathMappingDocument,
  DomainNameDocument,
  UsagePlanDocument,
} from '../gateway/account-model.ts';
import type { RestApiDocument } from '../gateway/model.ts';
import type { FunctionDocument } from '../lambda/model.ts';

export const stackIdTag = 'aws:cloudformation:stack-id';

/** What holds content of its own is not among it: `kept-resources.ts`. */
export async function removeStack(stackId: string, context: OperationContext): Promise<void> {
  await removeApis(stackId, context);
  await removeAccountResources(stackId, context);
  for (const { functionName, tags } of await context.store.list<FunctionDocument>('function')) {
    if (tags[stackIdTag] === stackId) await deleteFunction({ FunctionName: functionName }, context);
  }
  await removeIdentities(stackId, context);
}

/** APIs go with their deployments and stages; the paths that lead to them first, whosoever the domain is. */
async function removeApis(stackId: string, context: OperationContext): Promise<void> {
  const apis = await taggedWith<RestApiDocument>(stackId, 'rest-api', context);
  if (apis.length === 0) return;
  const mappings = await context.store.list<BasePathMappingDocument>('base-path-mapping');
  for (const { domainName, basePath, apiId } of mappings) {
    if (apis.some(({ id }) => id === apiId)) await deleteBasePathMapping({ domainName, basePath }, context);
  }
  for (const { id } of apis) await deleteRestApi({ restApiId: id }, context);
}

/** A usage plan goes after the stages that it opens. */
async function removeAccountResources(stackId: string, context: OperationContext): Promise<void> {
  for (const { id } of await taggedWith<UsagePlanDocument>(stackId, 'usage-plan', context))
    await deleteUsagePlan({ usagePlanId: id }, context);
  for (const { id } of await taggedWith<ApiKeyDocument>(stackId, 'api-key', context))
    await deleteApiKey({ apiKey: id }, context);
  for (const { domainName } of await taggedWith<DomainNameDocument>(stackId, 'domain-name', context))
    await deleteDomainName({ domainName }, context);
  for (const { id } of await taggedWith<ClientCertificateDocument>(stackId, 'client-certificate', context))
    await deleteClientCertificate({ clientCertificateId: id }, context);
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

async function taggedWith<T extends Tagged>(
  stackId: string,
  kind: 'rest-api' | 'usage-plan' | 'api-key' | 'domain-name' | 'client-certificate',
  { store }: OperationContext,
): Promise<readonly T[]> {
  return (await store.list<T>(kind)).filter(({ tags }) => tags[stackIdTag] === stackId);
}

/** Roles and policies belong to the account, stacks to a region: the stack's id names its region too. */
async function removeIdentities(stackId: string, context: OperationContext): Promise<void> {
  const isOfStack = ({ tags }: { readonly tags: readonly IamTag[] }): boolean =>
    tags.some(({ key, value }) => key === stackIdTag && value === stackId);
  for (const role of (await context.store.list<RoleDocument>('iam-role')).filter(isOfStack)) {
    const { roleName: RoleName } = role;
    for (const PolicyArn of role.attachedPolicies) await detachRolePolicy({ RoleName, PolicyArn }, context);
    for (const PolicyName of Object.keys(role.inlinePolicies))
      await deleteRolePolicy({ RoleName, PolicyName }, context);
    await deleteRole({ RoleName }, context);
  }
  for (const { arn } of (await context.store.list<PolicyDocument>('iam-policy')).filter(isOfStack)) {
    const { roles } = await holdersOf(context, arn);
    for (const { roleName } of roles) await detachRolePolicy({ RoleName: roleName, PolicyArn: arn }, context);
    await deletePolicy({ PolicyArn: arn }, context);
  }
}
