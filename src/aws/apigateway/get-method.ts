// GetMethod: one method, with its responses and its integration.
import type { GetMethodRequest, Method } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findResource, methodOf } from './lookups.ts';
import { methodShape } from './method-shape.ts';

/** @throws AwsError NotFoundException */
export async function getMethod(input: GetMethodRequest, context: OperationContext): Promise<Method> {
  const { resource } = await findResource(context, input);
  return methodShape(methodOf(resource, input.httpMethod));
}
