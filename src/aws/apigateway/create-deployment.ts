// CreateDeployment: an immutable copy of the API; with a stage name, the stage is created on it or moved to it.
import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import type { DeploymentDocument, RestApiDocument, StageDocument } from '../../gateway/model.ts';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { withCacheCluster, withCacheSize } from './cache-cluster.ts';
import { readCanary } from './canary.ts';
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
  return whileChanging(context, input.restApiId, async () => {
    const api = await findRestApi(context, input.restApiId);
    await assertCanary(api, input, context);
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

/** A canary is one of a stage that is there already; the missing space is AWS's (recorded). */
async function assertCanary(
  { id }: RestApiDocument,
  { canarySettings, stageName }: CreateDeploymentRequest,
  { store }: OperationContext,
): Promise<void> {
  if (canarySettings === undefined) return;
  const refused = (reason: string): Error => badRequest(`Invalid deployment content specified.${reason}`);
  if (!stageName) {
    throw refused(
      `Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? 'null'}`,
    );
  }
  if ((await store.get<StageDocument>('stage', stageKey(id, stageName))) === null) {
    throw refused(`Stage ${stageName} must already be created before making a canary release deployment`);
  }
}

/** An existing stage keeps what the input does not name; with canary settings it keeps its own deployment too. */
async function stageOn(
  deployment: DeploymentDocument,
  input: CreateDeploymentRequest,
  context: OperationContext,
): Promise<StageDocument> {
  const { variables, tracingEnabled, stageDescription: description, canarySettings } = input;
  const { cacheClusterEnabled, cacheClusterSize } = input;
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
      canary: null,
      cacheClusterEnabled,
      cacheClusterSize,
      documentationVersion: undefined,
    };
    return newStage(deployment.snapshot, facts, context);
  }
  const cached = cacheClusterEnabled === undefined ? stage : withCacheCluster(stage, cacheClusterEnabled);
  const served =
    canarySettings === undefined
      ? { deploymentId: deployment.id }
      : { canary: readCanary(deployment.id, canarySettings) };
  return {
    ...(cacheClusterSize === undefined ? cached : withCacheSize(cached, cacheClusterSize)),
    ...served,
    lastUpdatedAtMs: context.clock.nowMs(),
    description: description ?? stage.description,
    variables: variables === undefined ? stage.variables : orNull(variables),
    tracingEnabled: tracingEnabled ?? stage.tracingEnabled,
  };
}
