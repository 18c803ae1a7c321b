// GetUsagePlanKey: one key of a plan.
import type { GetUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findUsagePlanKey } from './usage-plan-keys.ts';
import { usagePlanKeyShape } from './usage-plan.ts';

/** @throws AwsError NotFoundException */
export async function getUsagePlanKey(
  input: GetUsagePlanKeyRequest,
  context: OperationContext,
): Promise<UsagePlanKey> {
  const { key } = await findUsagePlanKey(context, input);
  return usagePlanKeyShape(key);
}
