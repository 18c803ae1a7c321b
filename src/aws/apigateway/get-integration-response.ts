// GetIntegrationResponse: how one answer of a backend becomes a method response.
import type { GetIntegrationResponseRequest, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { findResource, integrationOf, integrationResponseOf, methodOf } from './lookups.ts';
import { integrationResponseShape } from './method-shape.ts';
import { statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function getIntegrationResponse(
  input: GetIntegrationResponseRequest,
  context: OperationContext,
): Promise<IntegrationResponse> {
  assertConstraints(statusCodeConstraint(input.statusCode));
  const { resource } = await findResource(context, input);
  const integration = integrationOf(methodOf(resource, input.httpMethod));
  return integrationResponseShape(integrationResponseOf(integration, input.statusCode), input.statusCode!);
}
