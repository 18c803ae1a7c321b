// InvokeAsync: the deprecated way to invoke with an event; it has no qualifier and only says that it was accepted.
import type { InvokeAsyncRequest, InvokeAsyncResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { type Call, invocationRequest, refusalError, setInvocationHeaders } from './invocation-request.ts';
import { readPayload } from './payload/read-payload.ts';

/** AWS's input; its bytes have been read. */
export type InvokeAsyncInput = Omit<InvokeAsyncRequest, 'InvokeArgs'> & {
  readonly InvokeArgs: Uint8Array | undefined;
};

/** @throws AwsError ValidationException, InvalidRequestContentException, ResourceNotFoundException */
export async function invokeAsync(
  input: InvokeAsyncInput,
  context: OperationContext,
  call?: Call,
): Promise<InvokeAsyncResponse> {
  const name = readFunctionName(input, context, 'read');
  const request = invocationRequest(name.arn, readPayload(input.InvokeArgs), undefined, call, context);
  const accepted = await context.lambda.invokeAsync(request);
  if (accepted.kind === 'refused') throw refusalError(accepted);
  setInvocationHeaders(call, accepted.requestId, request);
  return { Status: 202 };
}
