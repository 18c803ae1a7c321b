// GetDeployments: an API's deployments, oldest first.
import type { Deployments, GetDeploymentsRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { byCreation } from '../page.ts';
import { deploymentShape } from './deployment-shape.ts';
import { deploymentsOf, findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getDeployments(
  input: GetDeploymentsRequest,
  context: OperationContext,
): Promise<Deployments> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(
    await deploymentsOf(context, api.id),
    (deployment) => byCreation(deployment.createdAtMs, deployment.id),
    input,
    (deployment) => deploymentShape(deployment, undefined),
  );
}
