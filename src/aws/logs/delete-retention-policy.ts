// DeleteRetentionPolicy: a group's events are kept for ever again.
import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { changeGroup } from './log-groups.ts';

/** @throws AwsError ResourceNotFoundException */
export async function deleteRetentionPolicy(
  { logGroupName }: DeleteRetentionPolicyRequest,
  context: OperationContext,
): Promise<void> {
  await changeGroup(context, logGroupName!, (settings) => ({ ...settings, retentionDays: null }));
}
