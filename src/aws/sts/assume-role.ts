// AssumeRole: temporary keys of a role that exists.
import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { callerOf } from '../iam/caller.ts';
import { validationError } from '../iam/errors.ts';
import { assumedRoleArn } from '../iam/keys.ts';
import type { RoleDocument } from '../iam/model.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { createSessionKey, credentialsShape } from './session-keys.ts';

/** An hour. */
const defaultSeconds = 3600;

/**
 * The role's trust policy, and the conditions in it, are not evaluated.
 *
 * @throws AwsError AccessDenied where the role does not exist, as AWS answers it; ValidationError
 */
export async function assumeRole(
  input: AssumeRoleRequest,
  context: OperationContext,
): Promise<AssumeRoleResponse> {
  // Session policies would narrow what the session may do; tags and a source identity would be part of it.
  refuseNotBuilt('AssumeRole', {
    Policy: input.Policy,
    PolicyArns: input.PolicyArns,
    Tags: input.Tags,
    TransitiveTagKeys: input.TransitiveTagKeys,
    SerialNumber: input.SerialNumber,
    SourceIdentity: input.SourceIdentity,
    ProvidedContexts: input.ProvidedContexts,
  });
  const roleArn = input.RoleArn!;
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const role = await context.store.get<RoleDocument>('iam-role', roleName);
  if (role === null || role.arn !== roleArn) {
    const text = `User: ${callerOf(context).arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
    throw new AwsError('AccessDenied', 403, text);
  }
  const seconds = input.DurationSeconds ?? defaultSeconds;
  if (seconds > role.maxSessionSeconds)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  const sessionName = input.RoleSessionName!;
  const key = await createSessionKey(context, { kind: 'role', roleName, sessionName }, seconds);
  return {
    Credentials: credentialsShape(key),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${sessionName}`,
      Arn: assumedRoleArn(context.accountId, roleName, sessionName),
    },
  };
}
