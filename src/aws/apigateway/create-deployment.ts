// CreateDeployment: an immutable copy of the API; with a stage name, the stage is created on it or moved to it.
import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import type { DeploymentDocument, RestApiDocument, StageDocument } from '../../gateway/model.ts';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChanging } from './changes.ts';
import { deploymentShape } from './deployment-shape.ts';
import { badRequest } from './errors.ts';
import { deploymentKey, findRestApi, stageKey } from './lookups.ts';
import { assertStageName, assertVariables, newStage, orNull } from './new-stage.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function createDeployment(
  input: CreateDeploymentRequest,
  context: OperationContext,
): Promise<Deployment> {
  const { cacheClusterEnabled, cacheClusterSize, canarySettings } = input;
  refuseNotBuilt('CreateDeployment', { cacheClusterEnabled, cacheClusterSize, canarySettings });
  return whileChanging(context, input.restApiId, async () => {
    const api = await findRestApi(context, input.restApiId);
    assertDeployable(api);
    const deployment: DeploymentDocument = {
      id: context.ids.sixCharacters(),
      apiId: api.id,
      description: input.description ?? null,
      createdAtMs: context.clock.nowMs(),
      snapshot: api,
    };
    const changes: DocumentChange[] = [
      { kind: 'deployment', key: deploymentKey(api.id, deployment.id), value: deployment },
    ];
    // The SDKs send no empty stage name; the console's "no stage" arrives as one.
    if (input.stageName) {
      const stage = await stageOn(deployment, input, context);
      changes.push({ kind: 'stage', key: stageKey(api.id, stage.stageName), value: stage });
    }
    await context.store.write(changes);
    await context.gateway.publish(api.id);
    return deploymentShape(deployment, undefined);
  });
}

function assertDeployable(api: RestApiDocument): void {
  const methods = Object.values(api.resources).flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => method.integration === null)) {
    throw badRequest('No integration defined for method');
  }
}

/** An existing stage keeps what the input does not name. */
async function stageOn(
  deployment: DeploymentDocument,
  input: CreateDeploymentRequest,
  context: OperationContext,
): Promise<StageDocument> {
  const { variables, tracingEnabled, stageDescription: description } = input;
  const stageName = input.stageName ?? '';
  assertStageName(stageName);
  assertVariables(variables ?? {});
  const stage = await context.store.get<StageDocument>('stage', stageKey(deployment.apiId, stageName));
  if (stage === null) {
    const facts = {
      stageName,
      deploymentId: deployment.id,
      description,
      variables,
      tracingEnabled,
      tags: undefined,
    };
    return newStage(deployment.snapshot, facts, context);
  }
  return {
    ...stage,
    deploymentId: deployment.id,
    lastUpdatedAtMs: context.clock.nowMs(),
    description: description ?? stage.description,
    variables: variables === undefined ? stage.variables : orNull(variables),
    tracingEnabled: tracingEnabled ?? stage.tracingEnabled,
  };
}
