// CreateLogGroup: a group before anything is written to it.
import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { newLogGroupSettings } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { alreadyExists } from './errors.ts';

/** @throws AwsError ResourceAlreadyExistsException */
export async function createLogGroup(
  { logGroupName, kmsKeyId, tags, logGroupClass, deletionProtectionEnabled }: CreateLogGroupRequest,
  { telemetry, clock }: OperationContext,
): Promise<void> {
  refuseNotBuilt('CreateLogGroup', { kmsKeyId });
  const logs = await telemetry.logs();
  const created = await logs.createGroup(logGroupName!, clock.nowMs(), {
    ...newLogGroupSettings,
    tags: tags ?? {},
    groupClass: logGroupClass ?? 'STANDARD',
    deletionProtected: deletionProtectionEnabled ?? false,
  });
  if (!created) throw alreadyExists('log group');
}
