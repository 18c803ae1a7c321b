// UpdateDeployment: another description; the snapshot never changes.
import type { Deployment, UpdateDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { deploymentShape } from './deployment-shape.ts';
import { notFound } from './errors.ts';
import { deploymentKey, findDeployment, findRestApi } from './lookups.ts';
import { readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';

const paths: PatchPaths = { replace: ['/description'] };

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateDeployment(
  input: UpdateDeploymentRequest,
  context: OperationContext,
): Promise<Deployment> {
  const patches = readPatches('updateDeploymentInput', input.patchOperations);
  return whileChanging(context, input.restApiId, async () => {
    const api = await findRestApi(context, input.restApiId);
    const current = await findDeployment(context, api.id, input.deploymentId);
    if (current === null) throw notFound('Invalid Deployment identifier specified');
    const deployment = patches.reduce((patched, patch) => {
      assertPath(patch, paths);
      return { ...patched, description: patch.value || null };
    }, current);
    await context.store.write([
      { kind: 'deployment', key: deploymentKey(api.id, deployment.id), value: deployment },
    ]);
    return deploymentShape(deployment, undefined);
  });
}
