// The role that SAM makes for a function that names none.
import { awsManagedPolicies } from '../../aws/iam/aws-managed-policies.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';

const managed = 'arn:aws:iam::aws:policy/';

const trustOfLambda: TemplateMap = {
  Version: '2012-10-17',
  Statement: [
    { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] } },
  ],
};

/** Policy templates, such as DynamoDBCrudPolicy, are left out: nothing that can be seen locally depends on them. */
export function roleOf(resource: TemplateResource, roleId: string): TemplateResource {
  const { properties } = resource;
  const policies = policiesOf(own(properties, 'Policies'), roleId);
  const deadLetter = deadLetterPolicy(own(properties, 'DeadLetterQueue'));
  const documents = [...deadLetter, ...policies.documents];
  return generatedResource(resource, {
    logicalId: roleId,
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: own(properties, 'AssumeRolePolicyDocument') ?? trustOfLambda,
      ManagedPolicyArns: [
        awsManaged('service-role/AWSLambdaBasicExecutionRole'),
        ...tracingPolicy(own(properties, 'Tracing')),
        ...(own(properties, 'VpcConfig') === undefined
          ? []
          : [awsManaged('service-role/AWSLambdaVPCAccessExecutionRole')]),
        ...policies.arns,
      ].filter((arn, index, all) => typeof arn !== 'string' || all.indexOf(arn) === index),
      Policies: documents.length === 0 ? undefined : documents,
      Path: own(properties, 'RolePath'),
    },
  });
}

function awsManaged(name: string): string {
  return managed + name;
}

function tracingPolicy(tracing: TemplateValue | undefined): readonly string[] {
  return tracing === undefined || tracing === 'Disabled' ? [] : [awsManaged('AWSXrayWriteOnlyAccess')];
}

interface RolePolicies {
  readonly arns: readonly TemplateValue[];
  readonly documents: readonly TemplateMap[];
}

/** Names and ARNs of managed policies, and documents written out; a single one counts as a list of one. */
function policiesOf(written: TemplateValue | undefined, roleId: string): RolePolicies {
  const list = written === undefined || written === null ? [] : isList(written) ? written : [written];
  const arns: TemplateValue[] = [];
  const documents: TemplateMap[] = [];
  for (const [index, policy] of list.entries()) {
    if (typeof policy === 'string') arns.push(arnOf(policy));
    else if (isMap(policy) && own(policy, 'Statement') !== undefined)
      documents.push({ PolicyName: `${roleId}Policy${index}`, PolicyDocument: policy });
    else if (isMap(policy) && isReference(policy)) arns.push(policy);
  }
  return { arns, documents };
}

function isReference(policy: TemplateMap): boolean {
  const [key = ''] = Object.keys(policy);
  return key === 'Ref' || key.startsWith('Fn::');
}

function arnOf(policy: string): string {
  if (policy.startsWith('arn:')) return policy;
  const known = awsManagedPolicies().find(({ policyName }) => policyName === policy);
  return known?.arn ?? awsManaged(policy);
}

function deadLetterPolicy(queue: TemplateValue | undefined): readonly TemplateMap[] {
  if (!isMap(queue)) return [];
  const Action = own(queue, 'Type') === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  const Resource = own(queue, 'TargetArn') ?? '*';
  const statement = { Action, Effect: 'Allow', Resource };
  return [
    {
      PolicyName: 'DeadLetterQueuePolicy',
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    },
  ];
}
