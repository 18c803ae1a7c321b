// The keys of a usage plan.
import type { ApiKeyDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { findApiKey } from './api-key.ts';
import { notFound } from './errors.ts';
import { findUsagePlan } from './usage-plan.ts';

/** @throws AwsError NotFoundException */
export async function findUsagePlanKey(
  context: OperationContext,
  input: { readonly usagePlanId?: string | undefined; readonly keyId?: string | undefined },
): Promise<{ readonly plan: UsagePlanDocument; readonly key: ApiKeyDocument }> {
  const plan = await findUsagePlan(context, input.usagePlanId);
  const key = await findApiKey(context, input.keyId);
  // Another emulator's words; AWS's are not recorded.
  if (!plan.apiKeyIds.includes(key.id)) throw notFound(`Invalid Usage Plan ID specified`);
  return { plan, key };
}
