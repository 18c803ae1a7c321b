// The closed set of ways a request can end (DESIGN D2). What each looks like on the wire and in the log: catalogue.ts.
import type { PolicyDecision } from '../policy/policy.ts';
import type { Violation } from '../proxy/violation.ts';

export type GatewayResponseType =
  | 'REQUEST_TOO_LARGE'
  | 'RESOURCE_NOT_FOUND'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'BAD_REQUEST_BODY'
  | 'INVALID_SIGNATURE'
  | 'INVALID_API_KEY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'AUTHORIZER_FAILURE'
  | 'UNAUTHORIZED'
  | 'INTEGRATION_TIMEOUT'
  | 'ACCESS_DENIED'
  | 'DEFAULT_4XX'
  | 'DEFAULT_5XX'
  | 'WAF_FILTERED'
  | 'QUOTA_EXCEEDED'
  | 'THROTTLED'
  | 'API_CONFIGURATION_ERROR'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'INTEGRATION_FAILURE'
  | 'EXPIRED_TOKEN';

/** How a request ended, with what is needed to tell it and to explain it. */
export type Outcome =
  // --- it worked, or the function itself chose the status (SPEC §5.1 #20)
  | { readonly kind: 'ok' }
  // --- produced by the integration (SPEC §5.1)
  | { readonly kind: 'malformed-output'; readonly violations: readonly Violation[] }
  | {
      readonly kind: 'function-error';
      /** `errorMessage` of the payload; where it has none, the payload's text. */
      readonly errorMessage: string;
      readonly errorType: string | null;
      /** Stack lines as the runtime wrote them. */
      readonly trace: readonly string[];
    }
  | { readonly kind: 'function-timeout'; readonly errorMessage: string; readonly timeoutSeconds: number }
  | { readonly kind: 'function-response-too-large'; readonly errorMessage: string }
  | { readonly kind: 'integration-timeout'; readonly timeoutMs: number }
  | { readonly kind: 'no-permission'; readonly decision: PolicyDecision & { readonly allowed: false } }
  | { readonly kind: 'function-throttled'; readonly reason: string }
  | { readonly kind: 'role-not-assumable'; readonly roleArn: string }
  | { readonly kind: 'lambda-service-error'; readonly status: number }
  | { readonly kind: 'integration-network-error'; readonly detail: string }
  | { readonly kind: 'integration-method-not-post'; readonly integrationMethod: string }
  | { readonly kind: 'function-not-found'; readonly message: string }
  /** Lambda refused for another reason, SPEC §5.1 #12. */
  | { readonly kind: 'lambda-refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'event-too-large'; readonly eventBytes: number }
  | { readonly kind: 'response-headers-too-large'; readonly headerBytes: number }
  | { readonly kind: 'response-header-illegal'; readonly name: string; readonly value: string }
  | { readonly kind: 'base64-undecodable' }
  | { readonly kind: 'illegal-header-mapping'; readonly header: string }
  | { readonly kind: 'request-header-refused'; readonly header: string }
  | { readonly kind: 'invalid-endpoint'; readonly uri: string }
  /** AWS's sentence; the detail is Varco's, for whoever wrote the template. */
  | { readonly kind: 'mapping-failed'; readonly message: string; readonly detail?: string }
  /** What a custom integration would hand to its function is no JSON. */
  | { readonly kind: 'request-body-not-json'; readonly detail: string }
  /** The HTTP backend's certificate, or the hand-shake with it. */
  | { readonly kind: 'endpoint-tls-failed'; readonly detail: string }
  | { readonly kind: 'unsupported-media-type' }
  // --- validators (SPEC §1.9)
  | { readonly kind: 'bad-request-body'; readonly validationError: string; readonly contentType: string }
  | { readonly kind: 'bad-request-parameters'; readonly missing: readonly string[] }
  // --- produced before the integration (SPEC §5.2)
  | { readonly kind: 'route-not-found' }
  | { readonly kind: 'stage-not-found' }
  | { readonly kind: 'request-too-large'; readonly contentBytes: number | null }
  | { readonly kind: 'request-uri-too-long' }
  | { readonly kind: 'throttled'; readonly ratePerSecond: number; readonly burst: number }
  | { readonly kind: 'quota-exceeded' }
  /** The reason is Varco's own knowledge: AWS tells neither client nor log. */
  | {
      readonly kind: 'api-key-invalid';
      readonly reason?: 'missing' | 'unknown' | 'disabled' | 'no-usage-plan';
    }
  /** Absent: `Unauthorized`. */
  | { readonly kind: 'unauthorized'; readonly message?: string }
  | { readonly kind: 'access-denied'; readonly message: string }
  | { readonly kind: 'authorizer-misconfigured'; readonly message: string }
  | { readonly kind: 'authorizer-failed'; readonly message: string }
  | { readonly kind: 'missing-authentication-token' }
  | { readonly kind: 'invalid-signature'; readonly message: string }
  /** The Authorization header is no signature, or not a whole one. */
  | { readonly kind: 'incomplete-signature'; readonly message: string }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'unrecognized-client' }
  | { readonly kind: 'waf-filtered' }
  /** A defect of Varco's own: never AWS's. Answered as 500 and logged with its cause. */
  | { readonly kind: 'defect'; readonly message: string };

export type OutcomeKind = Outcome['kind'];
export type OutcomeOf<K extends OutcomeKind> = Extract<Outcome, { readonly kind: K }>;
