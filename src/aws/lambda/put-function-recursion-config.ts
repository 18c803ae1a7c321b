// PutFunctionRecursionConfig: whether a function that reaches itself again and again is stopped.
import type {
  PutFunctionRecursionConfigRequest,
  PutFunctionRecursionConfigResponse,
} from '@aws-sdk/client-lambda';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function putFunctionRecursionConfig(
  input: PutFunctionRecursionConfigRequest,
  context: OperationContext,
): Promise<PutFunctionRecursionConfigResponse> {
  const { RecursiveLoop } = input;
  assertConstraints(
    required('recursiveLoop', RecursiveLoop),
    oneOf('recursiveLoop', RecursiveLoop, ['Terminate', 'Allow']),
  );
  const name = readUnqualifiedName(input, context, 'write');
  const recursiveLoop = RecursiveLoop ?? 'Terminate';
  await changeFunction(context, name, (document) => ({ ...document, recursiveLoop }));
  return { RecursiveLoop: recursiveLoop };
}
