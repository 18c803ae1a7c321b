// CreateLogStream: a stream before anything is written to it.
import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { alreadyExists, notFound } from './errors.ts';

/** @throws AwsError ResourceNotFoundException, ResourceAlreadyExistsException */
export async function createLogStream(
  { logGroupName, logStreamName }: CreateLogStreamRequest,
  { telemetry, clock }: OperationContext,
): Promise<void> {
  const logs = await telemetry.logs();
  const created = await logs.createStream(logGroupName!, logStreamName!, clock.nowMs());
  if (created === 'no-group') throw notFound('log group');
  if (created === 'exists') throw alreadyExists('log stream');
}
