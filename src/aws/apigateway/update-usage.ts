// UpdateUsage: more of a plan's quota for one key, in the period that runs.
import type { UpdateUsageRequest, Usage } from '@aws-sdk/client-api-gateway';
import type { UsageDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import { dayOf } from '../../gateway/quota-period.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys } from './account-changes.ts';
import { badRequest } from './errors.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { assertPath } from './patch-paths.ts';
import { usageItems } from './usage-days.ts';
import { findUsagePlanKey } from './usage-plan-keys.ts';
import { usageKey } from './usage-plan.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateUsage(input: UpdateUsageRequest, context: OperationContext): Promise<Usage> {
  const patches = readPatches('updateUsageInput', input.patchOperations);
  return whileChangingKeys(context, async () => {
    const { plan, key } = await findUsagePlanKey(context, input);
    await context.gateway.flushUsage();
    const at = usageKey(plan.id, key.id);
    const today = dayOf(context.clock.nowMs());
    // The data plane writes what it counts under the same lock.
    const usage = await context.store.exclusively('usage', at, async () => {
      const known = await context.store.get<UsageDocument>('usage', at);
      const fresh = { usagePlanId: plan.id, apiKeyId: key.id, days: {} };
      const value = patches.reduce(
        (changed, patch) => patchRemaining(plan, changed, patch, today),
        known ?? fresh,
      );
      await context.store.write([{ kind: 'usage', key: at, value }]);
      return value;
    });
    await context.gateway.publishAccount();
    const items = usageItems(plan, [usage], [today]);
    return { usagePlanId: plan.id, startDate: today, endDate: today, items };
  });
}

/** AWS's words for both refusals are unknown. */
function patchRemaining(
  plan: UsagePlanDocument,
  usage: UsageDocument,
  patch: Patch,
  today: string,
): UsageDocument {
  assertPath(patch, { replace: ['/remaining'] });
  const remaining = Number(patch.value ?? '');
  if (plan.quota === null) throw badRequest(`Usage Plan ${plan.id} has no quota`);
  if (!Number.isInteger(remaining) || remaining < 0) throw badRequest('Invalid remaining value specified');
  const used = usage.days[today]?.used ?? 0;
  return { ...usage, days: { ...usage.days, [today]: { used, remaining } } };
}
