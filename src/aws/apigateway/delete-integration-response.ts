// DeleteIntegrationResponse: one answer of a backend is mapped no longer.
import type { DeleteIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeResource } from './changes.ts';
import { integrationIn, integrationResponseOf } from './lookups.ts';
import { statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function deleteIntegrationResponse(
  input: DeleteIntegrationResponseRequest,
  context: OperationContext,
): Promise<void> {
  assertConstraints(statusCodeConstraint(input.statusCode));
  await changeResource(context, input, (resource) => {
    const integration = integrationIn(resource, input.httpMethod);
    integrationResponseOf(integration, input.statusCode);
    const { [input.statusCode!]: _gone, ...integrationResponses } = integration.integrationResponses;
    const method = {
      ...resource.methods[input.httpMethod!]!,
      integration: { ...integration, integrationResponses },
    };
    return { ...resource, methods: { ...resource.methods, [method.httpMethod]: method } };
  });
}
