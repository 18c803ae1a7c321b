// What the operations that invoke share: the request that Lambda's data plane takes, its trace, and its refusals as errors.
import { AwsError } from '../../core/errors.ts';
import type { InvocationRequest, InvocationResult } from '../../lambda/invocation.ts';
import type { OperationContext } from '../context.ts';
import type { WireCall } from '../protocol/serve.ts';

type Refused = Extract<InvocationResult, { kind: 'refused' }>;

/** What an operation needs of the request behind it; absent where another room calls the operation. */
export type Call = Pick<WireCall, 'head' | 'setHeader'> | undefined;

/** The caller is the account itself, which needs no resource policy. */
export function invocationRequest(
  functionArn: string,
  payload: string,
  clientContext: string | undefined,
  call: Call,
  context: OperationContext,
): InvocationRequest {
  return {
    functionArn,
    payload,
    traceHeader: traceHeader(call, context),
    servicePrincipal: null,
    clientContext: clientContext ?? null,
  };
}

/** The caller's trace goes on; without one a trace begins here, not sampled. */
function traceHeader(call: Call, { ids, clock }: OperationContext): string {
  const sent = call?.head.headers['x-amzn-trace-id'];
  const root =
    typeof sent === 'string' ? /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/i.exec(sent)?.[1] : undefined;
  if (root === undefined) return `Root=${ids.traceId(clock.nowMs())};Sampled=0`;
  const parent = /(?:^|;)\s*Parent=([0-9a-f]{16})/i.exec(sent as string)?.[1];
  const sampled = /(?:^|;)\s*Sampled=1/i.test(sent as string) ? '1' : '0';
  return `Root=${root}${parent === undefined ? '' : `;Parent=${parent}`};Sampled=${sampled}`;
}

/** Headers that every answer to an invocation carries (SPEC §9.3). */
export function setInvocationHeaders(call: Call, requestId: string, request: InvocationRequest): void {
  if (call === undefined) return;
  // The id that the function sees is the id of the request.
  call.setHeader('x-amzn-RequestId', requestId);
  call.setHeader('x-amzn-Remapped-Content-Length', '0');
  const [root] = /Root=[^;]+/.exec(request.traceHeader) ?? [''];
  const sampled = request.traceHeader.endsWith('Sampled=1') ? '1' : '0';
  call.setHeader('X-Amzn-Trace-Id', `${root.replace('Root', 'root')};sampled=${sampled}`);
}

export function refusalError({ errorType, status, message, reason }: Refused): AwsError {
  const members = {
    Type: status >= 500 ? 'Service' : 'User',
    ...(reason === null ? {} : { Reason: reason }),
  };
  return new AwsError(errorType, status, message, members);
}
