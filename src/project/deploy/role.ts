// AWS::IAM::Role → CreateRole, with the policies inside of it and those attached to it.
import { attachRolePolicy } from '../../aws/iam/attached-policies.ts';
import { putRolePolicy } from '../../aws/iam/inline-policies.ts';
import { createRole } from '../../aws/iam/roles.ts';
import { AwsError } from '../../core/errors.ts';
import { honoured, ignoredOnce, partlyOnce, type PropertyTable } from '../property-table.ts';
import type { TemplateResource } from '../project.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';
import { readTagList } from './tags.ts';

/** Said of what says what functions may do. */
export const notEnforcedIam = 'IAM is not enforced locally: functions run with the credentials they are given, or none';

const properties: PropertyTable = {
  AssumeRolePolicyDocument: honoured,
  Description: honoured,
  ManagedPolicyArns: partlyOnce(notEnforcedIam),
  MaxSessionDuration: honoured,
  Path: honoured,
  PermissionsBoundary: ignoredOnce(notEnforcedIam),
  Policies: partlyOnce(notEnforcedIam),
  RoleName: honoured,
  Tags: honoured,
};

export const role: ResourceType = {
  properties,
  isLenient: true,
  async create(resource, read, deploying) {
    const { context, names, tags } = deploying;
    const roleName = read.text('RoleName') ?? names.make(resource.logicalId, 64);
    const created = await createRole(
      present({
        RoleName: roleName,
        AssumeRolePolicyDocument: read.document('AssumeRolePolicyDocument') ?? lambdaTrustPolicy,
        Description: read.text('Description'),
        MaxSessionDuration: read.number('MaxSessionDuration'),
        Path: read.text('Path'),
        Tags: [...readTagList(read), ...Object.entries(tags(resource)).map(([Key, Value]) => ({ Key, Value }))],
      }),
      context,
    );
    for (const policy of read.each('Policies')) {
      const PolicyName = policy.requiredText('PolicyName');
      const PolicyDocument = policy.document('PolicyDocument') ?? '{}';
      await putRolePolicy({ RoleName: roleName, PolicyName, PolicyDocument }, context);
    }
    for (const arn of read.texts('ManagedPolicyArns') ?? []) await attach(roleName, arn, resource, deploying);
    const { Arn: arn = '', RoleId: id = '' } = created.Role ?? {};
    return { physicalId: roleName, attributes: { Arn: arn, RoleId: id } };
  },
};

/** Of a role whose own could not be resolved: functions assume it. */
const lambdaTrustPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A policy that is in an AWS account only is left out. */
export async function attach(
  roleName: string,
  policyArn: string,
  resource: TemplateResource,
  { context, leaveOut }: Pick<Deploying, 'context' | 'leaveOut'>,
): Promise<void> {
  try {
    await attachRolePolicy({ RoleName: roleName, PolicyArn: policyArn }, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    leaveOut(resource, 'ManagedPolicyArns', `${policyArn} is not attached: ${error.message}`);
  }
}
