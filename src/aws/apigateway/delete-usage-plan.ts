// DeleteUsagePlan: a plan goes that opens no stage any more, with what its keys used.
import type { DeleteUsagePlanRequest } from '@aws-sdk/client-api-gateway';
import type { StageDocument } from '../../gateway/model.ts';
import type { UsageDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { badRequest } from './errors.ts';
import { stageKey } from './lookups.ts';
import { findUsagePlan, usageKey } from './usage-plan.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function deleteUsagePlan(
  input: DeleteUsagePlanRequest,
  context: OperationContext,
): Promise<void> {
  await whileChangingKeys(context, async () => {
    const plan = await findUsagePlan(context, input.usagePlanId);
    const stages = await Promise.all(
      plan.apiStages.map(({ apiId, stage }) =>
        context.store.get<StageDocument>('stage', stageKey(apiId, stage)),
      ),
    );
    // Reported in public, not recorded. A stage that is gone holds no plan.
    if (stages.some((stage) => stage !== null)) {
      throw badRequest(`Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it`);
    }
    const usages = await context.store.list<UsageDocument>('usage', usageKey(plan.id, ''));
    await writeAccount(context, [
      { kind: 'usage-plan', key: plan.id, value: null },
      ...usages.map(({ apiKeyId }) => ({
        kind: 'usage' as const,
        key: usageKey(plan.id, apiKeyId),
        value: null,
      })),
    ]);
  });
}
