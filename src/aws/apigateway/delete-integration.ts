// DeleteIntegration: a method calls nothing any more; it goes with its responses.
import type { DeleteIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeResource } from './changes.ts';
import { integrationIn } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function deleteIntegration(
  input: DeleteIntegrationRequest,
  context: OperationContext,
): Promise<void> {
  await changeResource(context, input, (resource) => {
    integrationIn(resource, input.httpMethod);
    const method = { ...resource.methods[input.httpMethod!]!, integration: null };
    return { ...resource, methods: { ...resource.methods, [method.httpMethod]: method } };
  });
}
