// UpdateStage: patches on a stage and its method settings, all or none; in force at once, without a deployment.
import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { StageDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { badRequest } from './errors.ts';
import {
  assertClientCertificate,
  assertDocumentation,
  findDeployment,
  findStage,
  stageKey,
} from './lookups.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { patchStage } from './stage-patches.ts';
import { stageShape } from './stage-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateStage(input: UpdateStageRequest, context: OperationContext): Promise<Stage> {
  const patches = readPatches('updateStageInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    const current = await findStage(context, input.restApiId, input.stageName);
    const patched = inOrder(patches).reduce(patchStage, current);
    await assertFound(context, current, patched);
    await assertMayLog(context, patched);
    const { apiId, stageName } = patched;
    const stage = { ...patched, lastUpdatedAtMs: context.clock.nowMs() };
    await context.store.write([{ kind: 'stage', key: stageKey(apiId, stageName), value: stage }]);
    await context.gateway.publish(apiId);
    return stageShape(stage);
  });
}

/** A cache's size may come before the patch that turns it on. */
function inOrder(patches: readonly Patch[]): readonly Patch[] {
  const isSize = ({ path }: Patch): boolean => path === '/cacheClusterSize';
  return [...patches.filter((patch) => !isSize(patch)), ...patches.filter(isSize)];
}

/** In AWS's words, as its users report them. */
async function assertMayLog(
  { logRole }: OperationContext,
  { methodSettings, accessLogSettings }: StageDocument,
): Promise<void> {
  await logRole.refresh();
  if (!logRole.isMissing()) return;
  const logs = Object.values(methodSettings).some(({ loggingLevel }) => (loggingLevel ?? 'OFF') !== 'OFF');
  if (!logs && accessLogSettings === null) return;
  throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
}

/** What the patches name anew must be there. */
async function assertFound(
  context: OperationContext,
  before: StageDocument,
  { apiId, deploymentId, canary, clientCertificateId, documentationVersion }: StageDocument,
): Promise<void> {
  const known = new Set([before.deploymentId, before.canary?.deploymentId]);
  for (const id of [deploymentId, canary?.deploymentId]) {
    if (id === undefined || known.has(id)) continue;
    if ((await findDeployment(context, apiId, id)) === null) throw badRequest('Deployment id does not exist');
  }
  if (clientCertificateId !== before.clientCertificateId) {
    await assertClientCertificate(context, clientCertificateId);
  }
  if (documentationVersion !== before.documentationVersion) {
    await assertDocumentation(context, apiId, documentationVersion);
  }
}
