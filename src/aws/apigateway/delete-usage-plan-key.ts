// DeleteUsagePlanKey: a key leaves a plan; the key itself stays.
import type { DeleteUsagePlanKeyRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { findUsagePlanKey } from './usage-plan-keys.ts';
import { withoutKey } from './usage-plan.ts';

/** @throws AwsError NotFoundException */
export async function deleteUsagePlanKey(
  input: DeleteUsagePlanKeyRequest,
  context: OperationContext,
): Promise<void> {
  await whileChangingKeys(context, async () => {
    const { plan, key } = await findUsagePlanKey(context, input);
    await writeAccount(context, withoutKey(plan, key.id));
  });
}
