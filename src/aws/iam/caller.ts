// Who calls: the identity of the key that a request is signed with. A key that nobody made stands for the account's root.
import type { CallingIdentity } from '../../core/signature/verify-signature.ts';
import type { OperationContext } from '../context.ts';
import { validationError } from './errors.ts';
import { rootArn } from './names.ts';

export function callerOf(context: OperationContext): Pick<CallingIdentity, 'arn' | 'userId'> {
  const { accessKeyId, accountId } = context;
  const known = accessKeyId === null ? null : context.keys.find(accessKeyId);
  return known?.identity ?? { arn: rootArn(accountId), userId: accountId };
}

/**
 * The name of the calling user, or null for the root.
 *
 * @throws AwsError ValidationError where a role's session calls
 */
export function callingUser(context: OperationContext): string | null {
  const { arn } = callerOf(context);
  if (arn === rootArn(context.accountId)) return null;
  if (!arn.includes(':user/'))
    throw validationError('Must specify userName when calling with non-User credentials');
  return arn.slice(arn.lastIndexOf('/') + 1);
}
