// GetUsagePlans: the account's plans, or those that hold one key.
import type { GetUsagePlansRequest, UsagePlans } from '@aws-sdk/client-api-gateway';
import type { UsagePlanDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { plansWith } from './api-key.ts';
import { pageOf } from './paging.ts';
import { usagePlanShape } from './usage-plan.ts';

/** @throws AwsError BadRequestException */
export async function getUsagePlans(
  input: GetUsagePlansRequest,
  context: OperationContext,
): Promise<UsagePlans> {
  const plans =
    input.keyId === undefined
      ? await context.store.list<UsagePlanDocument>('usage-plan')
      : await plansWith(context, input.keyId);
  return pageOf(
    plans,
    (plan) => plan.id,
    input,
    (plan) => usagePlanShape(plan, false),
  );
}
