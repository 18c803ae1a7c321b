// GetCallerIdentity: whose key a request is signed with.
import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { OperationContext } from '../context.ts';
import { callerOf } from '../iam/caller.ts';

export function getCallerIdentity(_input: object, context: OperationContext): GetCallerIdentityResponse {
  const { arn, userId } = callerOf(context);
  return { UserId: userId, Account: context.accountId, Arn: arn };
}
