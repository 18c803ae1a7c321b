// GetUsagePlanKeys: the keys of a plan, newest first; of a plan that is none, none (recorded).
import type { GetUsagePlanKeysRequest, UsagePlanKeys } from '@aws-sdk/client-api-gateway';
import type { ApiKeyDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { byAge } from './api-key.ts';
import { pageOf } from './paging.ts';
import { usagePlanKeyShape } from './usage-plan.ts';

/** @throws AwsError BadRequestException */
export async function getUsagePlanKeys(
  input: GetUsagePlanKeysRequest,
  context: OperationContext,
): Promise<UsagePlanKeys> {
  const plan = await context.store.get<UsagePlanDocument>('usage-plan', input.usagePlanId ?? '');
  const keys = await Promise.all(
    (plan?.apiKeyIds ?? []).map((id) => context.store.get<ApiKeyDocument>('api-key', id)),
  );
  const { nameQuery } = input;
  const found = keys.filter(
    (key): key is ApiKeyDocument =>
      key !== null && (nameQuery === undefined || (key.name?.startsWith(nameQuery) ?? false)),
  );
  return pageOf(found, byAge, input, usagePlanKeyShape);
}
