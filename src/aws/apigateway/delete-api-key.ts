// DeleteApiKey: a key goes, out of its usage plans too (recorded).
import type { DeleteApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { findApiKey, plansWith } from './api-key.ts';
import { withoutKey } from './usage-plan.ts';

/** @throws AwsError NotFoundException */
export async function deleteApiKey(input: DeleteApiKeyRequest, context: OperationContext): Promise<void> {
  await whileChangingKeys(context, async () => {
    const key = await findApiKey(context, input.apiKey);
    const plans = await plansWith(context, key.id);
    const changes: DocumentChange[] = plans.flatMap((plan) => withoutKey(plan, key.id));
    await writeAccount(context, [{ kind: 'api-key', key: key.id, value: null }, ...changes]);
  });
}
