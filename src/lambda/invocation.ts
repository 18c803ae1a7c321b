// The words in which an invocation is asked for and answered. HTTP statuses are those of the Invoke API (SPEC §9.3).
import type { PolicyDecision } from '../policy/policy.ts';

export interface InvocationRequest {
  /** Function name or ARN, with or without qualifier. */
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  /** `_X_AMZN_TRACE_ID` for the function: `Root=…;Parent=…;Sampled=0`. */
  readonly traceHeader: string;
  /** Null for a caller who needs no resource policy (the account itself). */
  readonly servicePrincipal: {
    readonly service: string;
    readonly sourceArn: string;
    readonly sourceAccount: string;
  } | null;
  /** Base64 JSON of X-Amz-Client-Context, or null. */
  readonly clientContext: string | null;
}

export type InvocationResult =
  | {
      readonly kind: 'completed';
      readonly requestId: string;
      readonly executedVersion: string;
      /** Result or error object as JSON text. */
      readonly payload: string;
      readonly functionError: 'Unhandled' | 'Handled' | null;
      /** Set where the platform, not the function, made the error. */
      readonly platformError: 'timeout' | 'exit' | 'response-too-large' | 'init-timeout' | null;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'refused';
      readonly requestId: string;
      /** 403, 404, 413, 429, 500, 502 … */
      readonly status: number;
      /** `ResourceNotFoundException`, `TooManyRequestsException`, `AccessDeniedException` … */
      readonly errorType: string;
      readonly message: string;
      /** `ReservedFunctionConcurrentInvocationLimitExceeded` … for throttles. */
      readonly reason: string | null;
      /** Set for a permission refusal. */
      readonly decision: (PolicyDecision & { readonly allowed: false }) | null;
    };

/** What the gateway needs of Lambda. */
export interface FunctionInvoker {
  invoke(request: InvocationRequest): Promise<InvocationResult>;
}
