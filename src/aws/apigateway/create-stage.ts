// CreateStage: a name under which a deployment is served.
import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { StageDocument } from '../../gateway/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { readCanary } from './canary.ts';
import { whileChanging } from './changes.ts';
import { badRequest, conflict } from './errors.ts';
import { assertDocumentation, findDeployment, findRestApi, stageKey } from './lookups.ts';
import { assertStageName, assertVariables, newStage } from './new-stage.ts';
import { stageShape } from './stage-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function createStage(input: CreateStageRequest, context: OperationContext): Promise<Stage> {
  assertConstraints(
    required('createStageInput.stageName', input.stageName),
    required('createStageInput.deploymentId', input.deploymentId),
  );
  const { canarySettings, description, variables, tracingEnabled, tags } = input;
  const { cacheClusterEnabled, cacheClusterSize, documentationVersion } = input;
  return whileChanging(context, input.restApiId, async () => {
    const api = await findRestApi(context, input.restApiId);
    const stageName = input.stageName ?? '';
    assertStageName(stageName);
    assertVariables(variables ?? {});
    const deployment = await findDeployment(context, api.id, input.deploymentId);
    if (deployment === null) throw badRequest('Deployment id does not exist');
    const key = stageKey(api.id, stageName);
    if ((await context.store.get<StageDocument>('stage', key)) !== null)
      throw conflict('Stage already exists');
    const canary = canarySettings && readCanary(canarySettings.deploymentId ?? deployment.id, canarySettings);
    if (canary !== undefined && (await findDeployment(context, api.id, canary.deploymentId)) === null) {
      throw badRequest('Deployment id does not exist');
    }
    await assertDocumentation(context, api.id, documentationVersion);
    const facts = {
      stageName,
      deploymentId: deployment.id,
      description,
      variables,
      tracingEnabled,
      tags,
      canary: canary ?? null,
      cacheClusterEnabled,
      cacheClusterSize,
      documentationVersion,
    };
    const stage = newStage(api, facts, context);
    await context.store.write([{ kind: 'stage', key, value: stage }]);
    await context.gateway.publish(api.id);
    return stageShape(stage);
  });
}
