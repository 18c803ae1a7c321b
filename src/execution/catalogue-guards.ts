// The endings that happen before execution: routing, authorization, usage plans, throttles, size (SPEC §5.2).
import type { CatalogueEntry, MetricEffect } from './catalogue-entry.ts';
import { always, configurationError, fixed } from './catalogue-parts.ts';
import { gatewayPayloadBytesMax } from '../core/limits.ts';
import { lineTemplate, type ReadPlaces } from './line-template.ts';
import type { OutcomeKind } from './outcome.ts';

const nothing: MetricEffect = {
  integrationLatency: false,
  lambdaInvocations: 0,
  lambdaErrors: 0,
  lambdaThrottles: 0,
};

const beforeExecution = {
  body: 'compact',
  contentType: 'application/json',
  customisable: true,
  traceHeader: false,
  metrics: nothing,
} as const;

const forbidden = { ...beforeExecution, status: always(403) } as const;
const tooMany = { ...beforeExecution, status: always(429), reaches: 'usage-plan' } as const;

/** Plain text, and not customisable (SPEC §5.2, documented). The content type is chosen. */
const plainText = {
  ...beforeExecution,
  body: 'text',
  contentType: 'text/plain',
  errorType: null,
  customisable: false,
  reaches: 'nothing',
  sentences: [],
} as const;

const authorizerBroken = {
  ...beforeExecution,
  status: always(500),
  message: always(null),
  reaches: 'authorizer',
} as const;

const unauthorizedRequest = lineTemplate('Unauthorized request: {requestId}');
const keyThrottle = lineTemplate(
  'Key throttle limit exceeded for RestApi {apiId}, Stage {stage}, Resource {resourceId}, HttpMethod {method}. Limit: {limit} Burst: {burst}',
);
// AWS's line for an exhausted quota is unknown; chosen after the throttle's.
const keyQuota = lineTemplate(
  'Key quota limit exceeded for RestApi {apiId}, Stage {stage}, Resource {resourceId}, HttpMethod {method}.',
);
// As published in GH:29243121417.
const keyNotAuthorized = lineTemplate(
  "API Key {apiKey} not authorized because method '{method} {resourcePath}' requires API Key and API Key is not associated with a Usage Plan for API Stage {apiId}/{stage}: No Usage Plan found for key and API Stage",
);
const authorizerConfiguration = lineTemplate(`${configurationError}{message}`);
const authorizerFailure = lineTemplate('Execution failed due to an authorizer failure: {message}');
const anything = lineTemplate('{message}');

/** A line that is the message itself: what AWS's own log matcher looks for (GH:38716147307); its exact form is unknown. */
function messageLine(belongs: RegExp) {
  return {
    template: anything,
    write: ({ message }: { readonly message: string }) => message,
    read: ({ message = '' }: ReadPlaces) => (belongs.test(message) ? { message } : null),
  };
}

export const guardEntries = {
  'route-not-found': {
    ...forbidden,
    message: always('Missing Authentication Token'),
    errorType: 'MissingAuthenticationTokenException',
    gatewayResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    reaches: 'nothing',
    sentences: [],
    source: 'SPEC §2.2 rule 7, §5.2',
  },
  'stage-not-found': {
    ...forbidden,
    message: always('Forbidden'),
    errorType: 'ForbiddenException',
    gatewayResponseType: null,
    customisable: false,
    reaches: 'nothing',
    sentences: [],
    source: 'SPEC §2.1, §5.2',
  },
  'request-too-large': {
    ...plainText,
    status: always(413),
    message: always(`HTTP content length exceeded ${gatewayPayloadBytesMax} bytes.`),
    gatewayResponseType: 'REQUEST_TOO_LARGE',
    source: 'SPEC §5.2',
  },
  'request-uri-too-long': {
    ...plainText,
    status: always(414),
    message: always('Request URI too long'),
    gatewayResponseType: null,
    source: 'SPEC §5.2',
  },
  throttled: {
    ...tooMany,
    message: always('Too Many Requests'),
    errorType: 'TooManyRequestsException',
    gatewayResponseType: 'THROTTLED',
    sentences: [
      {
        template: keyThrottle,
        write: ({ ratePerSecond, burst }, { apiId = '', stage = '', resourceId = '', method = '' }) =>
          keyThrottle.write({
            apiId,
            stage,
            resourceId,
            method,
            limit: ratePerSecond.toFixed(2),
            burst: String(burst),
          }),
        read: ({ limit, burst }) => ({ ratePerSecond: Number(limit), burst: Number(burst) }),
      },
    ],
    source: 'SPEC §5.2, test/data/log-examples/e',
  },
  'quota-exceeded': {
    ...tooMany,
    message: always('Limit Exceeded'),
    errorType: 'LimitExceededException',
    gatewayResponseType: 'QUOTA_EXCEEDED',
    sentences: [
      {
        template: keyQuota,
        write: (_, { apiId = '', stage = '', resourceId = '', method = '' }) =>
          keyQuota.write({ apiId, stage, resourceId, method }),
        read: () => ({}),
      },
    ],
    source: 'SPEC §1.8, §5.2',
  },
  'api-key-invalid': {
    ...forbidden,
    message: always('Forbidden'),
    errorType: 'ForbiddenException',
    gatewayResponseType: 'INVALID_API_KEY',
    reaches: 'usage-plan',
    sentences: [
      {
        template: keyNotAuthorized,
        write: (_, { apiKey = '', method = '', resourcePath = '', apiId = '', stage = '' }) =>
          keyNotAuthorized.write({ apiKey, method, resourcePath, apiId, stage }),
        read: () => ({}),
      },
    ],
    source: 'SPEC §1.8, §5.2',
  },
  unauthorized: {
    ...beforeExecution,
    status: always(401),
    message: ({ message }) => message ?? 'Unauthorized',
    errorType: 'UnauthorizedException',
    gatewayResponseType: 'UNAUTHORIZED',
    reaches: 'authorizer',
    sentences: [
      {
        template: unauthorizedRequest,
        write: (_, { requestId = '' }) => unauthorizedRequest.write({ requestId }),
        read: () => ({}),
      },
    ],
    source: 'SPEC §1.7, §5.2',
  },
  'access-denied': {
    ...forbidden,
    message: ({ message }) => message,
    body: 'compact-capital',
    errorType: 'AccessDeniedException',
    gatewayResponseType: 'ACCESS_DENIED',
    reaches: 'authorizer',
    sentences: [messageLine(/not authorized to (?:access this resource|perform: execute-api:Invoke)/)],
    source: 'SPEC §1.7, §5.2',
  },
  'authorizer-misconfigured': {
    ...authorizerBroken,
    errorType: 'AuthorizerConfigurationException',
    gatewayResponseType: 'AUTHORIZER_CONFIGURATION_ERROR',
    sentences: [
      {
        template: authorizerConfiguration,
        write: ({ message }) => authorizerConfiguration.write({ message }),
        read: ({ message = '' }, context) => (context.beforeExecution ? { message } : null),
      },
    ],
    source: 'SPEC §1.7, §5.2',
  },
  'authorizer-failed': {
    ...authorizerBroken,
    errorType: 'AuthorizerFailureException',
    gatewayResponseType: 'AUTHORIZER_FAILURE',
    // AWS's line is unknown; these are Varco's words.
    sentences: [
      {
        template: authorizerFailure,
        write: ({ message }) => authorizerFailure.write({ message }),
        read: ({ message = '' }) => ({ message }),
      },
    ],
    source: 'SPEC §8',
  },
  'missing-authentication-token': {
    ...forbidden,
    message: always('Missing Authentication Token'),
    errorType: 'MissingAuthenticationTokenException',
    gatewayResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    reaches: 'authorizer',
    sentences: [fixed('Missing Authentication Token')],
    source: 'SPEC §5.2 (AWS_IAM, unsigned)',
  },
  'invalid-signature': {
    ...forbidden,
    message: ({ message }) => message,
    errorType: 'InvalidSignatureException',
    gatewayResponseType: 'INVALID_SIGNATURE',
    reaches: 'authorizer',
    sentences: [
      messageLine(
        /^(?:The request signature we calculated|Signature (?:expired|not yet current)|Credential should be scoped|Date in Credential scope)/,
      ),
    ],
    source: 'SPEC §5.2',
  },
  'incomplete-signature': {
    ...forbidden,
    message: ({ message }) => message,
    errorType: 'IncompleteSignatureException',
    // GH:48006201951 shows the error type; which gateway response governs it is unknown, and chosen so.
    gatewayResponseType: 'INVALID_SIGNATURE',
    reaches: 'authorizer',
    sentences: [
      messageLine(
        /^(?:Authorization header requires '|Invalid key=value pair|AWS query-string parameters must|Credential must have)/,
      ),
    ],
    source: 'GH:48006201951',
  },
  'expired-token': {
    ...forbidden,
    message: always('The security token included in the request is expired'),
    errorType: 'ExpiredTokenException',
    gatewayResponseType: 'EXPIRED_TOKEN',
    reaches: 'authorizer',
    sentences: [fixed('The security token included in the request is expired')],
    source: 'SPEC §5.2',
  },
  'unrecognized-client': {
    ...forbidden,
    message: always('The security token included in the request is invalid.'),
    errorType: 'UnrecognizedClientException',
    // SPEC names no type; DEFAULT_4XX governs every 4xx without one.
    gatewayResponseType: 'DEFAULT_4XX',
    reaches: 'authorizer',
    sentences: [fixed('The security token included in the request is invalid.')],
    source: 'SPEC §5.2',
  },
  'waf-filtered': {
    ...forbidden,
    message: always('Forbidden'),
    errorType: 'ForbiddenException',
    gatewayResponseType: 'WAF_FILTERED',
    // WAF comes before everything that logs; whether it leaves a line is unknown, and chosen so.
    reaches: 'nothing',
    sentences: [],
    source: 'SPEC §5.2',
  },
  // AWS also answers 500 `There was an error evaluating the AWS WAF rules associated with this API`.
} satisfies { readonly [K in OutcomeKind]?: CatalogueEntry<K> };
