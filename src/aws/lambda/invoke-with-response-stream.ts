// InvokeWithResponseStream: runs a function and hands on what it streams as it comes; a plain result is one chunk.
import type {
  InvokeWithResponseStreamRequest,
  InvokeWithResponseStreamResponse,
  InvokeWithResponseStreamResponseEvent as StreamEvent,
} from '@aws-sdk/client-lambda';
import type { InvocationRequest, InvocationResult } from '../../lambda/invocation.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { present } from '../present.ts';
import { readFunctionName } from './function-reference.ts';
import { invoke } from './invoke.ts';
import { type Call, invocationRequest, refusalError, setInvocationHeaders } from './invocation-request.ts';
import { readPayload } from './payload/read-payload.ts';

type Completed = Extract<InvocationResult, { kind: 'completed' }>;

// AWS also answers `ResponseStreamContentType`, what the function gave its stream.

/** @throws AwsError as Invoke */
export async function invokeWithResponseStream(
  input: InvokeWithResponseStreamRequest,
  context: OperationContext,
  call?: Call,
): Promise<InvokeWithResponseStreamResponse> {
  if (input.InvocationType === 'DryRun') {
    const { FunctionName, Qualifier } = input;
    await invoke({ FunctionName, Qualifier, InvocationType: 'DryRun' }, context);
    return { StatusCode: 204 };
  }
  const name = readFunctionName(input, context, 'read');
  refuseNotBuilt('InvokeWithResponseStream', { TenantId: input.TenantId });
  const payload = readPayload(input.Payload);
  const request = invocationRequest(name.arn, payload, input.ClientContext, call, context);
  const stream = new ResultStream();
  const started = stream.start(
    input.LogType === 'Tail' ? { ...request, wantsLogTail: true } : request,
    context,
  );
  const { requestId, executedVersion } = await started;
  if (requestId !== null) setInvocationHeaders(call, requestId, request);
  return { StatusCode: 200, ExecutedVersion: executedVersion, EventStream: stream.events() };
}

/** A client that reads slowly is waited for by nobody: what a function may stream at most bounds what is held. */
class ResultStream {
  readonly #chunks: Uint8Array[] = [];
  #result: Completed | null = null;
  #failure: unknown = null;
  #wake: () => void = () => {};

  /** Resolves when the first bytes, or the result, are there. Rejects where the invocation was refused. */
  start(
    request: InvocationRequest,
    context: OperationContext,
  ): Promise<{ readonly requestId: string | null; readonly executedVersion: string }> {
    return new Promise((resolve, reject) => {
      const onChunk = (bytes: Uint8Array, executedVersion: string): void => {
        this.#chunks.push(bytes);
        // The request's id is in the result alone, which comes later.
        resolve({ requestId: null, executedVersion });
        this.#wake();
      };
      context.lambda.invoke({ ...request, onChunk }).then(
        (result) => {
          if (result.kind === 'refused') {
            this.#failure = refusalError(result);
            reject(this.#failure);
          } else {
            this.#result = result;
            resolve(result);
          }
          this.#wake();
        },
        (error: unknown) => {
          this.#failure = error;
          reject(error);
          this.#wake();
        },
      );
    });
  }

  async *events(): AsyncGenerator<StreamEvent> {
    for (;;) {
      for (const bytes of this.#chunks.splice(0)) yield chunkOf(bytes);
      if (this.#failure !== null) throw this.#failure;
      if (this.#result !== null) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const { functionError, payload } = this.#result;
    if (functionError === null && payload !== '') yield chunkOf(Buffer.from(payload));
    yield { InvokeComplete: completion(this.#result) };
  }
}

function chunkOf(bytes: Uint8Array): StreamEvent {
  return { PayloadChunk: { Payload: bytes } };
}

function completion({
  functionError,
  payload,
  logTail,
}: Completed): NonNullable<StreamEvent['InvokeComplete']> {
  return present({
    ErrorCode: functionError === null ? undefined : (errorTypeOf(payload) ?? functionError),
    ErrorDetails: functionError === null ? undefined : payload,
    LogResult: logTail === undefined ? undefined : Buffer.from(logTail).toString('base64'),
  });
}

/** AWS names the error's type here where Invoke says `Unhandled` (developer guide's example; not recorded). */
function errorTypeOf(payload: string): string | null {
  try {
    const { errorType } = JSON.parse(payload) as { readonly errorType?: unknown };
    return typeof errorType === 'string' ? errorType : null;
  } catch {
    return null;
  }
}
