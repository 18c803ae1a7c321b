// DeleteLogStream: with its events.
import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { notFound } from './errors.ts';
import { findGroup } from './log-groups.ts';

/** @throws AwsError ResourceNotFoundException */
export async function deleteLogStream(
  { logGroupName, logStreamName }: DeleteLogStreamRequest,
  { telemetry }: OperationContext,
): Promise<void> {
  const logs = await telemetry.logs();
  await findGroup(logs, logGroupName!);
  if (!(await logs.deleteStream(logGroupName!, logStreamName!))) throw notFound('log stream');
}
