// UpdateMethod: patches on a method, all or none.
import type { Method, UpdateMethodRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeMethod } from './changes.ts';
import { patchedMethod } from './method-patches.ts';
import { methodShape } from './method-shape.ts';
import { readPatches } from './patch-operations.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateMethod(input: UpdateMethodRequest, context: OperationContext): Promise<Method> {
  const patches = readPatches('updateMethodInput', input.patchOperations);
  return methodShape(
    await changeMethod(context, input, (method, _resource, api) => patchedMethod(api, method, patches)),
  );
}
