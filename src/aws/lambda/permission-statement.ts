// A permission as AddPermission writes it down: the statement's members in AWS's order (SPEC §9.2, recorded).
import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import type { PolicyStatement } from '../../policy/policy.ts';
import { present } from '../present.ts';
import { invalidParameter } from './errors.ts';

type Condition = NonNullable<PolicyStatement['Condition']>;

/** @param resourceArn The function's ARN, with the qualifier that the permission is for. */
export function permissionStatement(input: AddPermissionRequest, resourceArn: string): PolicyStatement {
  const condition = readCondition(input);
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: readPrincipal(input.Principal ?? ''),
    Action: input.Action ?? '',
    Resource: resourceArn,
    ...(condition === null ? {} : { Condition: condition }),
  };
}

/** AWS knows every service it has; here any name of that form is one. */
const servicePrincipal = /^[a-z0-9][a-z0-9.-]*\.(?:amazonaws|amazon)\.com(?:\.cn)?$/;

function readPrincipal(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:[^:]+:(?:iam|sts)::\d{12}:/.test(principal)) return { AWS: principal };
  if (servicePrincipal.test(principal)) return { Service: principal };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

function readCondition(input: AddPermissionRequest): Condition | null {
  const equals = present({
    'AWS:SourceAccount': input.SourceAccount,
    'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
    'aws:PrincipalOrgID': input.PrincipalOrgID,
    'lambda:EventSourceToken': input.EventSourceToken,
  });
  const condition: Condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(input.SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl === undefined
      ? {}
      : { Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) } }),
  };
  return Object.keys(condition).length === 0 ? null : condition;
}
