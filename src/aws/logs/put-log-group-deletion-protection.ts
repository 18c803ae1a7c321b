// PutLogGroupDeletionProtection: whether DeleteLogGroup is refused.
import type { PutLogGroupDeletionProtectionRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { changeGroup, groupNamed } from './log-groups.ts';

/** @throws AwsError ResourceNotFoundException */
export async function putLogGroupDeletionProtection(
  { logGroupIdentifier, deletionProtectionEnabled }: PutLogGroupDeletionProtectionRequest,
  context: OperationContext,
): Promise<void> {
  const deletionProtected = deletionProtectionEnabled === true;
  await changeGroup(context, groupNamed({ logGroupIdentifier }), (settings) => ({
    ...settings,
    deletionProtected,
  }));
}
