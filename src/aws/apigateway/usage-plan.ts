// A usage plan: its document, and how the operations answer it (SPEC §1.8).
import type { UsagePlan, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type {
  ApiKeyDocument,
  QuotaModel,
  ThrottleModel,
  UsagePlanDocument,
  UsagePlanStageModel,
} from '../../gateway/account-model.ts';
import type { StageDocument } from '../../gateway/model.ts';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { filled, present } from '../present.ts';
import { badRequest, notFound } from './errors.ts';
import { stageKey } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function findUsagePlan(
  context: OperationContext,
  usagePlanId: string | undefined,
): Promise<UsagePlanDocument> {
  const plan = await context.store.get<UsagePlanDocument>('usage-plan', usagePlanId ?? '');
  if (plan === null) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

/** @param emptyTags One plan that is read or changed has them always, others only where there are some (recorded). */
export function usagePlanShape(plan: UsagePlanDocument, emptyTags: boolean): UsagePlan {
  return present({
    id: plan.id,
    name: plan.name,
    description: plan.description,
    apiStages: plan.apiStages.map(({ apiId, stage, throttle }) =>
      present({ apiId, stage, throttle: filled(throttle) }),
    ),
    throttle: plan.throttle,
    quota: plan.quota,
    productCode: plan.productCode,
    tags: emptyTags ? { ...plan.tags } : filled(plan.tags),
  });
}

export function usagePlanKeyShape(key: ApiKeyDocument): UsagePlanKey {
  return present({ id: key.id, type: 'API_KEY', value: key.value, name: key.name });
}

/** The changes by which a plan loses a key, and what the key used of it. */
export function withoutKey(plan: UsagePlanDocument, apiKeyId: string): readonly DocumentChange[] {
  const apiKeyIds = plan.apiKeyIds.filter((id) => id !== apiKeyId);
  return [
    { kind: 'usage-plan', key: plan.id, value: { ...plan, apiKeyIds } },
    { kind: 'usage', key: usageKey(plan.id, apiKeyId), value: null },
  ];
}

export function usageKey(usagePlanId: string, apiKeyId: string): string {
  return `${usagePlanId}/${apiKeyId}`;
}

/** @throws AwsError NotFoundException where there is no such stage. */
export async function assertApiStage(
  context: OperationContext,
  { apiId, stage }: Pick<UsagePlanStageModel, 'apiId' | 'stage'>,
): Promise<void> {
  const found = await context.store.get<StageDocument>('stage', stageKey(apiId, stage));
  // Reported in public, not recorded.
  if (found === null) throw notFound(`API Stage not found: ${apiId}:${stage}`);
}

/** @throws AwsError BadRequestException, in Varco's words: AWS's are unknown. */
export function readThrottle(throttle: {
  readonly rateLimit?: number | undefined;
  readonly burstLimit?: number | undefined;
}): ThrottleModel {
  const { rateLimit = 0, burstLimit = 0 } = throttle;
  if (!(rateLimit >= 0)) throw badRequest('Invalid throttle rate limit specified');
  if (!(burstLimit >= 0 && Number.isInteger(burstLimit)))
    throw badRequest('Invalid throttle burst limit specified');
  // A burst above the rate is fine (recorded).
  return { burstLimit, rateLimit };
}

const periods = ['DAY', 'WEEK', 'MONTH'] as const;

/** How far the offset may move the beginning of a period: a client of AWS's checks these, in such words. */
const offsets = {
  DAY: [0, 'zero'],
  WEEK: [6, 'between zero and six inclusive'],
  MONTH: [27, 'between zero and 27 inclusive'],
} as const;

/** @throws AwsError BadRequestException, in Varco's words: AWS's are unknown. */
export function readQuota(quota: {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly period?: string | undefined;
}): QuotaModel {
  const { limit = 0, offset = 0 } = quota;
  const period = periods.find((known) => known === quota.period);
  if (period === undefined)
    throw badRequest(`Invalid quota period specified. Valid options are ${periods.join(',')}`);
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid quota limit specified');
  const [offsetMax, range] = offsets[period];
  if (!Number.isInteger(offset) || offset < 0 || offset > offsetMax) {
    throw badRequest(`Usage Plan quota offset must be ${range} in the ${period} period`);
  }
  return { limit, offset, period };
}
