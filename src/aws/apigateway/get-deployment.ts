// GetDeployment: one deployment, with its methods on demand.
import type { Deployment, GetDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { deploymentShape } from './deployment-shape.ts';
import { notFound } from './errors.ts';
import { findDeployment, findRestApi } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function getDeployment(
  input: GetDeploymentRequest,
  context: OperationContext,
): Promise<Deployment> {
  const api = await findRestApi(context, input.restApiId);
  const deployment = await findDeployment(context, api.id, input.deploymentId);
  if (deployment === null) throw notFound('Invalid Deployment identifier specified');
  return deploymentShape(deployment, input.embed);
}
