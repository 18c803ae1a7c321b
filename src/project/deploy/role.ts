// AWS::IAM::Role → CreateRole, with the policies inside of it and those attached to it.
import { attachRolePolicy } from '../../aws/iam/attached-policies.ts';
import { putRolePolicy } from '../../aws/iam/inline-policies.ts';
import { assertPolicyDocument } from '../../aws/iam/policy-document.ts';
import { createRole } from '../../aws/iam/roles.ts';
import { AwsError } from '../../core/errors.ts';
import { honoured, ignoredOnce, partlyOnce, type PropertyTable } from '../property-table.ts';
import type { TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';
import { readTagList } from './tags.ts';

/** Said of what says what functions may do. */
export const notEnforcedIam =
  'IAM is not enforced locally: functions run with the credentials they are given, or none';

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
  lenient: 'all',
  async create(resource, read, deploying) {
    const { context, names, tags } = deploying;
    const roleName = read.text('RoleName') ?? names.make(resource.logicalId, 64);
    const created = await createRole(
      present({
        RoleName: roleName,
        AssumeRolePolicyDocument: trustPolicyOf(resource, read, deploying),
        Description: read.text('Description'),
        MaxSessionDuration: read.number('MaxSessionDuration'),
        Path: read.text('Path'),
        Tags: [
          ...readTagList(read),
          ...Object.entries(tags(resource)).map(([Key, Value]) => ({ Key, Value })),
        ],
      }),
      context,
    );
    for (const policy of read.each('Policies')) {
      const PolicyName = policy.requiredText('PolicyName');
      const PolicyDocument = policy.document('PolicyDocument') ?? '{}';
      await orLeaveOut(resource, 'Policies', deploying, () =>
        putRolePolicy({ RoleName: roleName, PolicyName, PolicyDocument }, context),
      );
    }
    for (const policyArn of read.texts('ManagedPolicyArns') ?? [])
      await attach(roleName, policyArn, resource, deploying);
    const { Arn: arn = '', RoleId: id = '' } = created.Role ?? {};
    return { physicalId: roleName, attributes: { Arn: arn, RoleId: id } };
  },
};

/** Of a role whose own is not there: functions assume it. */
const trustOfLambda = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Nobody's leave depends on it locally, so that one IAM would refuse is reported and replaced. */
function trustPolicyOf(resource: TemplateResource, read: PropertyReader, { leaveOut }: Deploying): string {
  const written = read.document('AssumeRolePolicyDocument');
  if (written === undefined) return trustOfLambda;
  try {
    assertPolicyDocument(written, 'trust');
    return written;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    leaveOut(resource, 'AssumeRolePolicyDocument', refusedByIam(error));
    return trustOfLambda;
  }
}

/** A policy that is in an AWS account only is left out. */
export function attach(
  roleName: string,
  policyArn: string,
  resource: TemplateResource,
  deploying: Deploying,
): Promise<void> {
  return orLeaveOut(resource, 'ManagedPolicyArns', deploying, () =>
    attachRolePolicy({ RoleName: roleName, PolicyArn: policyArn }, deploying.context),
  );
}

/** What IAM refuses is reported in its words: functions run all the same. */
export async function orLeaveOut(
  resource: TemplateResource,
  property: string,
  { leaveOut }: Deploying,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    leaveOut(resource, property, refusedByIam(error));
  }
}

function refusedByIam({ message, code }: AwsError): string {
  return `IAM refuses it: ${message} (${code})`;
}
