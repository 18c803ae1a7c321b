// DeleteDeployment: only one that no stage points to can go (recorded).
import type { DeleteDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { badRequest, notFound } from './errors.ts';
import { deploymentKey, findDeployment, findRestApi, stagesOf } from './lookups.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function deleteDeployment(
  input: DeleteDeploymentRequest,
  context: OperationContext,
): Promise<void> {
  await whileChanging(context, input.restApiId, async () => {
    const api = await findRestApi(context, input.restApiId);
    const deployment = await findDeployment(context, api.id, input.deploymentId);
    if (deployment === null) throw notFound('Invalid Deployment identifier specified');
    const stages = await stagesOf(context, api.id);
    const serves = (id: string | undefined): boolean => id === deployment.id;
    if (stages.some((stage) => serves(stage.deploymentId) || serves(stage.canary?.deploymentId))) {
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    }
    await context.store.write([
      { kind: 'deployment', key: deploymentKey(api.id, deployment.id), value: null },
    ]);
  });
}
