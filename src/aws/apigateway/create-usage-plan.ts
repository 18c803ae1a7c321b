// CreateUsagePlan: which stages its keys open, how fast and how often.
import type { ApiStage, CreateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { ThrottleModel, UsagePlanDocument, UsagePlanStageModel } from '../../gateway/account-model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { textOrNull } from './api-key.ts';
import { badRequest, conflict } from './errors.ts';
import { assertApiStage, readQuota, readThrottle, usagePlanShape } from './usage-plan.ts';

/** @throws AwsError ValidationException, BadRequestException, NotFoundException */
export async function createUsagePlan(
  input: CreateUsagePlanRequest,
  context: OperationContext,
): Promise<UsagePlan> {
  assertConstraints(
    required('createUsagePlanInput.name', input.name),
    oneOf('createUsagePlanInput.quota.period', input.quota?.period, ['WEEK', 'MONTH', 'DAY']),
  );
  // AWS's words for an empty name are unknown.
  if (input.name === '') throw badRequest('Name cannot be empty');
  return whileChangingKeys(context, async () => {
    const plan: UsagePlanDocument = {
      id: context.ids.sixCharacters(),
      name: input.name ?? '',
      description: textOrNull(input.description),
      productCode: null,
      apiStages: await readApiStages(input.apiStages, context),
      throttle: input.throttle === undefined ? null : readThrottle(input.throttle),
      quota: input.quota === undefined ? null : readQuota(input.quota),
      apiKeyIds: [],
      tags: { ...input.tags },
    };
    await writeAccount(context, [{ kind: 'usage-plan', key: plan.id, value: plan }]);
    return usagePlanShape(plan, false);
  });
}

async function readApiStages(
  apiStages: readonly ApiStage[] | undefined,
  context: OperationContext,
): Promise<readonly UsagePlanStageModel[]> {
  const read: UsagePlanStageModel[] = [];
  for (const { apiId = '', stage = '', throttle } of apiStages ?? []) {
    await assertApiStage(context, { apiId, stage });
    if (read.some((other) => other.apiId === apiId && other.stage === stage)) {
      throw conflict(`API Stage ${apiId}:${stage} is specified more than once`);
    }
    const limits = Object.entries(throttle ?? {}).map(([method, settings]): [string, ThrottleModel] => [
      method,
      readThrottle(settings),
    ]);
    read.push({ apiId, stage, throttle: Object.fromEntries(limits) });
  }
  return read;
}
