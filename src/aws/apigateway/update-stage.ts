// UpdateStage: patches on a stage and its method settings, all or none; in force at once, without a deployment.
import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { badRequest } from './errors.ts';
import { findDeployment, findStage, stageKey } from './lookups.ts';
import { readPatches } from './patch-operations.ts';
import { patchStage } from './stage-patches.ts';
import { stageShape } from './stage-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, NotImplemented */
export async function updateStage(input: UpdateStageRequest, context: OperationContext): Promise<Stage> {
  const patches = readPatches('updateStageInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    const current = await findStage(context, input.restApiId, input.stageName);
    const patched = patches.reduce(patchStage, current);
    const { apiId, stageName, deploymentId } = patched;
    if (
      deploymentId !== current.deploymentId &&
      (await findDeployment(context, apiId, deploymentId)) === null
    ) {
      throw badRequest('Deployment id does not exist');
    }
    const stage = { ...patched, lastUpdatedAtMs: context.clock.nowMs() };
    await context.store.write([{ kind: 'stage', key: stageKey(apiId, stageName), value: stage }]);
    await context.gateway.publish(apiId);
    return stageShape(stage);
  });
}
