// GetIntegration: what a method calls.
import type { GetIntegrationRequest, Integration } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findResource, integrationOf, methodOf } from './lookups.ts';
import { integrationShape } from './method-shape.ts';

/** @throws AwsError NotFoundException */
export async function getIntegration(
  input: GetIntegrationRequest,
  context: OperationContext,
): Promise<Integration> {
  const { resource } = await findResource(context, input);
  return integrationShape(integrationOf(methodOf(resource, input.httpMethod)));
}
