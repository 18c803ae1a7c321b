// GetMethodResponse: one status code that a method declares.
import type { GetMethodResponseRequest, MethodResponse } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { findResource, methodOf, methodResponseOf } from './lookups.ts';
import { methodResponseShape } from './method-shape.ts';
import { statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function getMethodResponse(
  input: GetMethodResponseRequest,
  context: OperationContext,
): Promise<MethodResponse> {
  assertConstraints(statusCodeConstraint(input.statusCode));
  const { resource } = await findResource(context, input);
  const response = methodResponseOf(methodOf(resource, input.httpMethod), input.statusCode);
  return methodResponseShape(response, input.statusCode!);
}
