// The biography of one request: the single source of truth from which every log, metric and explanation is projected.
import type { HeaderList } from '../core/header-list.ts';
import type { GatewayResponseType, Outcome } from './outcome.ts';

export type LoggingLevel = 'OFF' | 'ERROR' | 'INFO';

export interface Execution {
  readonly requestId: string;
  /** Also the response header `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  /** `Root=1-…`, or what the client sent, as the function sees it. */
  readonly traceHeader: string;
  /** True for TestInvokeMethod: stage `test-invoke-stage`, other log text (SPEC §6.6). */
  readonly isTest: boolean;
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly stage: string;
  readonly deploymentId: string;
  /** The stage's settings for this method at the time of the request. */
  readonly logging: { readonly level: LoggingLevel; readonly dataTrace: boolean };
  readonly request: ExecutionRequest;
  /** Null where no resource and method matched. */
  readonly route: ExecutionRoute | null;
  /** Null where the integration was not reached. */
  readonly integration: ExecutionIntegration | null;
  readonly outcome: Outcome;
  readonly response: ExecutionResponse;
  /** Epoch ms when the request had been read. */
  readonly receivedAtMs: number;
  /** Milliseconds from request to response, `$context.responseLatency`. */
  readonly latencyMs: number;
}

export interface ExecutionRequest {
  /** The verb the client used. */
  readonly method: string;
  /** Path without stage, not decoded; with the base path on a custom domain. */
  readonly path: string;
  /** `$context.path`: with the stage. */
  readonly pathWithStage: string;
  /** As the function sees them: sorted case-insensitively, gateway headers added. Empty for a test without headers. */
  readonly headers: HeaderList;
  /** Decoded, in order. */
  readonly query: HeaderList;
  /** Not decoded. */
  readonly pathParameters: HeaderList;
  /** Text (or base64 text when `isBinary`), '' for none. */
  readonly body: string;
  readonly isBinary: boolean;
  readonly bodyBytes: number;
  readonly sourceIp: string;
  readonly userAgent: string | null;
  readonly domainName: string;
  /** The key the client sent, whole; projections mask it. */
  readonly apiKey: string | null;
  readonly apiKeyId: string | null;
}

export interface ExecutionRoute {
  readonly resourceId: string;
  /** The template: `/orders/{id}`. */
  readonly resourcePath: string;
  /** The configured method, `ANY` included. */
  readonly method: string;
  readonly operationName: string | null;
  readonly apiKeyRequired: boolean;
}

export interface ExecutionIntegration {
  readonly type: 'AWS_PROXY' | 'MOCK' | 'AWS' | 'HTTP' | 'HTTP_PROXY';
  /** ARN with stage variables filled in; null for MOCK. */
  readonly functionArn: string | null;
  /** The source ARN presented to Lambda. */
  readonly sourceArn: string | null;
  /** Event JSON (or mapped body), as sent. */
  readonly requestBody: string;
  readonly sentAtMs: number;
  readonly timeoutMs: number;
  /** Null where nothing came back: refused before the call, or timed out. */
  readonly call: ExecutionCall | null;
}

/** What the Invoke API answered. */
export interface ExecutionCall {
  /** HTTP status of Invoke: 200 even for a function error (SPEC §5.1). */
  readonly status: number;
  /** Lambda's request id. */
  readonly requestId: string;
  readonly receivedAtMs: number;
  readonly latencyMs: number;
  readonly functionError: string | null;
  readonly executedVersion: string;
  /** The payload's text. */
  readonly payload: string;
}

export interface ExecutionResponse {
  readonly status: number;
  /** As sent, in order, without Date, Content-Length and Connection. */
  readonly headers: HeaderList;
  /** Function headers plus trace id only, as log row 19b lists them; empty on failure. */
  readonly methodHeaders: HeaderList;
  readonly body: Uint8Array;
  /** Set where a gateway response made the answer. */
  readonly gatewayResponse: {
    readonly type: GatewayResponseType;
    /** True where it was customised. */
    readonly customised: boolean;
  } | null;
}
