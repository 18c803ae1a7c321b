// DeleteMethodResponse: a method declares a status code no longer.
import type { DeleteMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeMethod } from './changes.ts';
import { methodResponseOf } from './lookups.ts';
import { statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function deleteMethodResponse(
  input: DeleteMethodResponseRequest,
  context: OperationContext,
): Promise<void> {
  assertConstraints(statusCodeConstraint(input.statusCode));
  await changeMethod(context, input, (method) => {
    methodResponseOf(method, input.statusCode);
    const { [input.statusCode!]: _gone, ...methodResponses } = method.methodResponses;
    return { ...method, methodResponses };
  });
}
