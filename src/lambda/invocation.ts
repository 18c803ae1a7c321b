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
  /** Of the invocation, where its caller has named it already; otherwise it is made up. */
  readonly requestId?: string;
  /** True for the end of the invocation's log with the result, which then waits until that is written. */
  readonly wantsLogTail?: boolean;
  /**
   * Hears a streaming function's bytes as they come, with the version that runs; the payload of the result is then empty
   * where there were any.
   */
  readonly onChunk?: (bytes: Uint8Array, executedVersion: string) => void;
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
      /** The log's last 4 KB, START, END and REPORT included; only where it was asked for. */
      readonly logTail?: Uint8Array;
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

/** What becomes of an asynchronous invocation as far as its caller hears of it. */
export type AsyncInvocationResult =
  | { readonly kind: 'accepted'; readonly requestId: string }
  | Extract<InvocationResult, { readonly kind: 'refused' }>;

/** What the gateway needs of Lambda. */
export interface FunctionInvoker {
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Accepts the event (InvocationType Event) and runs it afterwards, with retries and destinations. */
  invokeAsync(request: InvocationRequest): Promise<AsyncInvocationResult>;
}
