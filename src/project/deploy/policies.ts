// AWS::IAM::Policy, RolePolicy and ManagedPolicy → PutRolePolicy, CreatePolicy and AttachRolePolicy.
import { putRolePolicy } from '../../aws/iam/inline-policies.ts';
import { createPolicy } from '../../aws/iam/managed-policies.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, ignored, partlyOnce } from '../property-table.ts';
import type { TemplateResource } from '../project.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';
import { attach, notEnforcedIam, orLeaveOut } from './role.ts';

const PolicyDocument = partlyOnce(notEnforcedIam);
const Groups = ignored('there are no groups');
const Users = ignored('policies of templates are given to roles only');

export const policy: ResourceType = {
  properties: { Groups, PolicyDocument, PolicyName: honoured, Roles: honoured, Users },
  lenient: 'all',
  async create(resource, read, deploying) {
    const name = read.requiredText('PolicyName');
    for (const roleName of read.texts('Roles') ?? []) {
      await putInto(roleName, name, resource, read, deploying);
    }
    return { physicalId: deploying.names.make(resource.logicalId, 64), attributes: { Id: name } };
  },
};

export const rolePolicy: ResourceType = {
  properties: { PolicyDocument, PolicyName: honoured, RoleName: honoured },
  lenient: 'all',
  async create(resource, read, deploying) {
    const name = read.requiredText('PolicyName');
    await putInto(read.requiredText('RoleName'), name, resource, read, deploying);
    return { physicalId: deploying.names.make(resource.logicalId, 64), attributes: {} };
  },
};

export const managedPolicy: ResourceType = {
  properties: {
    Description: honoured,
    Groups,
    ManagedPolicyName: honoured,
    Path: honoured,
    PolicyDocument,
    Roles: honoured,
    Users,
  },
  lenient: 'all',
  async create(resource, read, deploying) {
    const { context, names, tags } = deploying;
    const document = read.document('PolicyDocument');
    const name = read.text('ManagedPolicyName') ?? names.make(resource.logicalId, 128);
    const path = read.text('Path');
    const created = await createPolicy(
      present({
        PolicyName: name,
        PolicyDocument: document ?? nothingAllowed,
        Path: path,
        Description: read.text('Description'),
        Tags: Object.entries(tags(resource)).map(([Key, Value]) => ({ Key, Value })),
      }),
      context,
    );
    const arn = created.Policy!.Arn!;
    for (const roleName of read.texts('Roles') ?? []) await attach(roleName, arn, resource, deploying);
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: created.Policy!.PolicyId! } };
  },
};

/** A policy whose document could not be resolved is there all the same, so that roles can have it. */
const nothingAllowed = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** A role that is in an AWS account only gets nothing. */
async function putInto(
  roleName: string,
  policyName: string,
  resource: TemplateResource,
  read: PropertyReader,
  deploying: Deploying,
): Promise<void> {
  const document = read.document('PolicyDocument');
  if (document === undefined) return;
  const input = { RoleName: roleName, PolicyName: policyName, PolicyDocument: document };
  await orLeaveOut(resource, 'PolicyDocument', deploying, () => putRolePolicy(input, deploying.context));
}
