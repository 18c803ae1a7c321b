// The biography of one request: the single source of truth from which every log, metric and explanation is projected.
import type { HeaderList } from '../core/header-list.ts';
import type { CallerInput } from '../proxy/event.ts';
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
  readonly logging: ExecutionLogging;
  readonly request: ExecutionRequest;
  /** Null where no resource and method matched. */
  readonly route: ExecutionRoute | null;
  /** Absent where the method has none, or the request was refused before it came to that. */
  readonly authorizer?: ExecutionAuthorizer;
  /** Who signed the request; absent where nobody did. */
  readonly caller?: CallerInput;
  /** True where the stage's canary served the request. */
  readonly isCanary?: true;
  /** Null where the integration was not reached. */
  readonly integration: ExecutionIntegration | null;
  readonly outcome: Outcome;
  readonly response: ExecutionResponse;
  /** Epoch ms when the request had been read. */
  readonly receivedAtMs: number;
  /** Milliseconds from request to response, `$context.responseLatency`. */
  readonly latencyMs: number;
}

export interface ExecutionLogging {
  readonly level: LoggingLevel;
  readonly dataTrace: boolean;
  /** Absent where the stage logs no accesses. */
  readonly accessLog?: { readonly logGroup: string; readonly format: string };
  /** True where the method has metrics of its own, besides the API's and the stage's (SPEC §11). */
  readonly detailedMetrics?: boolean;
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
  /** The content type for which a validator passed the body; absent where none looked at it. */
  readonly validatedContentType?: string;
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

/** What an authorizer made of the request (SPEC §1.7). */
export interface ExecutionAuthorizer {
  readonly authorizerId: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  /** Its identity sources with what the request brought; projections mask it. */
  readonly identity: HeaderList;
  /** The call to its function; null where its cache answered, where none was made, and for Cognito. */
  readonly integration: ExecutionIntegration | null;
  /** Null where it named nobody. */
  readonly principalId: string | null;
  /** The function's `context`, each value as text. */
  readonly context: Readonly<Record<string, string>>;
  /** Of a Cognito token, each as text. */
  readonly claims: Readonly<Record<string, string>> | null;
  readonly latencyMs: number;
}

export interface ExecutionIntegration {
  readonly type: 'AWS_PROXY' | 'MOCK' | 'AWS' | 'HTTP' | 'HTTP_PROXY';
  /** ARN with stage variables filled in; null for MOCK. */
  readonly functionArn: string | null;
  /** The source ARN presented to Lambda. */
  readonly sourceArn: string | null;
  /** Event JSON (or mapped body), as sent. */
  readonly requestBody: string;
  /** In hex; set where the body was cut to be kept. */
  readonly requestBodySha256?: string;
  readonly sentAtMs: number;
  readonly timeoutMs: number;
  /** Where it went, for HTTP and HTTP_PROXY alone. */
  readonly http?: {
    readonly uri: string;
    readonly requestHeaders: HeaderList;
    /** Empty where nothing came back. */
    readonly responseHeaders: HeaderList;
  };
  /** Null where nothing came back: refused before the call, or timed out. */
  readonly call: ExecutionCall | null;
}

/** What the Invoke API answered, or an HTTP backend: that has no request id, version and function error. */
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
  /** Set where the payload was cut to be kept. */
  readonly payloadBytes?: number;
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
