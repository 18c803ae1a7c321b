// PutRetentionPolicy: after how many days a group's events are deleted.
import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { changeGroup } from './log-groups.ts';
import { invalidParameter } from './errors.ts';

const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export async function putRetentionPolicy(
  { logGroupName, retentionInDays }: PutRetentionPolicyRequest,
  context: OperationContext,
): Promise<void> {
  const days = retentionInDays!;
  if (!retentionDays.includes(days)) {
    throw invalidParameter(
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentionDays.join(', ')}]`,
    );
  }
  await changeGroup(context, logGroupName!, (settings) => ({ ...settings, retentionDays: days }));
}
