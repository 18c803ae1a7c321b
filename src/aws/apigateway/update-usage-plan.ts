// UpdateUsagePlan: patches on a plan, all or none.
import type { UpdateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { UsagePlanDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { readPatches } from './patch-operations.ts';
import { finishPlan, patchUsagePlan } from './usage-plan-patches.ts';
import { assertApiStage, findUsagePlan, usagePlanShape } from './usage-plan.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateUsagePlan(
  input: UpdateUsagePlanRequest,
  context: OperationContext,
): Promise<UsagePlan> {
  const patches = readPatches('updateUsagePlanInput', input.patchOperations);
  return whileChangingKeys(context, async () => {
    const before = await findUsagePlan(context, input.usagePlanId);
    const plan: UsagePlanDocument = finishPlan(patches.reduce(patchUsagePlan, before));
    for (const stage of plan.apiStages) {
      if (!before.apiStages.some(({ apiId, stage: name }) => apiId === stage.apiId && name === stage.stage)) {
        await assertApiStage(context, stage);
      }
    }
    await writeAccount(context, [{ kind: 'usage-plan', key: plan.id, value: plan }]);
    return usagePlanShape(plan, true);
  });
}
