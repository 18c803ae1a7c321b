// GetUsage: how often the keys of a plan were used, day by day.
import type { GetUsageRequest, Usage } from '@aws-sdk/client-api-gateway';
import type { UsageDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { pageOf } from './paging.ts';
import { daysBetween, usageItems } from './usage-days.ts';
import { findUsagePlanKey } from './usage-plan-keys.ts';
import { findUsagePlan, usageKey } from './usage-plan.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getUsage(input: GetUsageRequest, context: OperationContext): Promise<Usage> {
  const plan = await findUsagePlan(context, input.usagePlanId);
  const days = daysBetween(input.startDate, input.endDate);
  if (input.keyId !== undefined) await findUsagePlanKey(context, input);
  const keyIds = input.keyId === undefined ? plan.apiKeyIds : [input.keyId];
  const page = pageOf(
    keyIds,
    (id) => id,
    input,
    (id) => id,
  );
  // What the data plane has counted and not written yet counts too.
  await context.gateway.flushUsage();
  const usages = await Promise.all(
    page.items.map(async (apiKeyId): Promise<UsageDocument> => {
      const usage = await context.store.get<UsageDocument>('usage', usageKey(plan.id, apiKeyId));
      return usage ?? { usagePlanId: plan.id, apiKeyId, days: {} };
    }),
  );
  return {
    usagePlanId: plan.id,
    startDate: days[0]!,
    endDate: days.at(-1)!,
    items: usageItems(plan, usages, days),
    ...(page.position === undefined ? {} : { position: page.position }),
  };
}
