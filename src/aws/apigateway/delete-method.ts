// DeleteMethod: a method goes with its responses and its integration.
import type { DeleteMethodRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeResource } from './changes.ts';
import { methodOf } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function deleteMethod(input: DeleteMethodRequest, context: OperationContext): Promise<void> {
  await changeResource(context, input, (resource) => {
    const { [methodOf(resource, input.httpMethod).httpMethod]: _gone, ...methods } = resource.methods;
    return { ...resource, methods };
  });
}
