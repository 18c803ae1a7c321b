// Invokes an integration's function, and waits for it no longer than the integration may take (SPEC §5.1 #4).
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { InvocationRequest, InvocationResult } from '../lambda/invocation.ts';
import type { ExecuteContext } from './execute.ts';
import type { StageSnapshot } from './snapshot.ts';

/** The function that an integration names, and on whose authority it is invoked. */
export interface FunctionTarget {
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly timeoutMs: number;
  /** True where the integration's own role is used instead of the function's resource policy (SPEC §9.1). */
  readonly usesRole: boolean;
}

export function invocationOf(
  integration: FunctionTarget,
  payload: string,
  stage: StageSnapshot,
  draft: ExecutionDraft,
): InvocationRequest {
  return {
    functionArn: integration.functionArn,
    payload,
    traceHeader: draft.traceHeader,
    servicePrincipal: integration.usesRole
      ? null
      : {
          service: 'apigateway.amazonaws.com',
          sourceArn: integration.sourceArn,
          sourceAccount: stage.accountId,
        },
    clientContext: null,
  };
}

/** Null when the integration's time is up: the function goes on, and nobody waits for it (SPEC §5.1 #4). */
export function invokeWithin(
  integration: FunctionTarget,
  payload: string,
  stage: StageSnapshot,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<InvocationResult | null> {
  const invocation = context.functions.invoke(invocationOf(integration, payload, stage, draft));
  return new Promise((resolve, reject) => {
    const cancel = context.clock.after(integration.timeoutMs, () => resolve(null));
    invocation.then(
      (result) => {
        cancel();
        resolve(result);
      },
      (thrown: unknown) => {
        cancel();
        reject(thrown);
      },
    );
  });
}
