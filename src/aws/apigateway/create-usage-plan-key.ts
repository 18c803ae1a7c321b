// CreateUsagePlanKey: a key joins a plan.
import type { CreateUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { UsagePlanDocument } from '../../gateway/account-model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { findApiKey, plansWith } from './api-key.ts';
import { badRequest, conflict } from './errors.ts';
import { findUsagePlan, usagePlanKeyShape } from './usage-plan.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function createUsagePlanKey(
  input: CreateUsagePlanKeyRequest,
  context: OperationContext,
): Promise<UsagePlanKey> {
  assertConstraints(
    required('createUsagePlanKeyInput.keyId', input.keyId),
    required('createUsagePlanKeyInput.keyType', input.keyType),
  );
  return whileChangingKeys(context, async () => {
    const plan = await findUsagePlan(context, input.usagePlanId);
    // AWS's words for another type, and for both conflicts below, are unknown.
    if (input.keyType !== 'API_KEY')
      throw badRequest('Invalid key type specified. Valid options are API_KEY');
    const key = await findApiKey(context, input.keyId);
    if (plan.apiKeyIds.includes(key.id)) {
      throw conflict(`API Key ${key.id} is already associated with usage plan ${plan.id}`);
    }
    assertNoSharedStage(plan, await plansWith(context, key.id), key.id);
    const changed = { ...plan, apiKeyIds: [...plan.apiKeyIds, key.id] };
    await writeAccount(context, [{ kind: 'usage-plan', key: plan.id, value: changed }]);
    return usagePlanKeyShape(key);
  });
}

/** A key may be in several plans, but in one for each stage (documented, SPEC §1.8). */
function assertNoSharedStage(
  plan: UsagePlanDocument,
  others: readonly UsagePlanDocument[],
  apiKeyId: string,
): void {
  const own = new Set(plan.apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`));
  for (const other of others) {
    const shared = other.apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`).find((s) => own.has(s));
    if (shared !== undefined) {
      throw conflict(
        `API Key ${apiKeyId} cannot be added to usage plan ${plan.id}: usage plan ${other.id} has it for the same API Stage ${shared}`,
      );
    }
  }
}
