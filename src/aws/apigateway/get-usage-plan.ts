// GetUsagePlan: one plan.
import type { GetUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findUsagePlan, usagePlanShape } from './usage-plan.ts';

/** @throws AwsError NotFoundException */
export async function getUsagePlan(
  input: GetUsagePlanRequest,
  context: OperationContext,
): Promise<UsagePlan> {
  return usagePlanShape(await findUsagePlan(context, input.usagePlanId), true);
}
