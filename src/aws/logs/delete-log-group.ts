// DeleteLogGroup: with its streams, events and filters.
import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { findGroup } from './log-groups.ts';

/** @throws AwsError ResourceNotFoundException, OperationAbortedException */
export async function deleteLogGroup(
  { logGroupName }: DeleteLogGroupRequest,
  { telemetry }: OperationContext,
): Promise<void> {
  const logs = await telemetry.logs();
  const { settings } = await findGroup(logs, logGroupName!);
  if (settings.deletionProtected) {
    // The words of AWS are unknown.
    const message = 'The log group cannot be deleted while deletion protection is enabled.';
    throw new AwsError('ValidationException', 400, message);
  }
  await logs.deleteGroup(logGroupName!);
}
