// Invoke: runs a function and answers its result; as an event, accepts it; as a dry run, only looks.
import type { InvocationRequest as InvokeInput, InvocationResponse } from '@aws-sdk/client-lambda';
import type { InvocationResult } from '../../lambda/invocation.ts';
import { assertConstraints, oneOf } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { present } from '../present.ts';
import { functionNotFound } from './errors.ts';
import { type FunctionName, readFunctionName } from './function-reference.ts';
import { configurationAt, findFunction } from './functions.ts';
import { type Call, invocationRequest, refusalError, setInvocationHeaders } from './invocation-request.ts';
import { readPayload } from './payload/read-payload.ts';

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, InvalidRequestContentException,
 * ResourceNotFoundException, RequestEntityTooLargeException, TooManyRequestsException, ServiceException
 */
export async function invoke(
  input: InvokeInput,
  context: OperationContext,
  call?: Call,
): Promise<InvocationResponse> {
  const name = readFunctionName(input, context, 'read');
  const type = input.InvocationType ?? 'RequestResponse';
  assertConstraints(
    oneOf('invocationType', type, ['RequestResponse', 'Event', 'DryRun']),
    oneOf('logType', input.LogType, ['None', 'Tail']),
  );
  const { TenantId, DurableExecutionName } = input;
  refuseNotBuilt('Invoke', { TenantId, DurableExecutionName });
  const payload = readPayload(input.Payload);
  if (type === 'DryRun') return dryRun(name, context);
  const request = invocationRequest(name.arn, payload, input.ClientContext, call, context);
  if (type === 'Event') {
    const accepted = await context.lambda.invokeAsync(request);
    if (accepted.kind === 'refused') throw refusalError(accepted);
    setInvocationHeaders(call, accepted.requestId, request);
    return { StatusCode: 202, Payload: noBytes };
  }
  const result = await context.lambda.invoke(
    input.LogType === 'Tail' ? { ...request, wantsLogTail: true } : request,
  );
  if (result.kind === 'refused') throw refusalError(result);
  setInvocationHeaders(call, result.requestId, request);
  return answerOf(result);
}

const noBytes = Buffer.alloc(0);

function answerOf(result: Extract<InvocationResult, { kind: 'completed' }>): InvocationResponse {
  const { executedVersion, functionError, logTail, payload } = result;
  return present({
    StatusCode: 200,
    ExecutedVersion: executedVersion,
    FunctionError: functionError,
    LogResult: logTail === undefined ? undefined : Buffer.from(logTail).toString('base64'),
    Payload: Buffer.from(payload),
  });
}

async function dryRun(name: FunctionName, context: OperationContext): Promise<InvocationResponse> {
  const arn = name.qualifier === null ? `${name.arn}:$LATEST` : name.arn;
  const document = await findFunction(context, name, arn);
  if (configurationAt(document, name.qualifier) === null) throw functionNotFound(arn);
  return { StatusCode: 204 };
}
