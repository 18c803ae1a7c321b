// Endings that one sentence decides, wherever it was found: in a log, in an answer, in the console's Test, in what a person quotes.
import type { Outcome } from '../../execution/outcome.ts';

interface Ending {
  readonly pattern: RegExp;
  readonly outcome: (match: RegExpExecArray) => Outcome;
  /** True where a function's own log may say the same of another service that it calls. */
  readonly gatewayOnly?: true;
}

const endings: readonly Ending[] = [
  {
    pattern:
      /(?:Lambda was unable to decrypt|KMS (?:access was denied|key (?:is|was) (?:disabled|not found))|unable to decrypt the environment variables|KMSAccessDenied|KMSDisabledException|KMSInvalidState|ciphertext refers to a customer master key).{0,200}/,
    outcome: ([message]) => ({ kind: 'lambda-refused', status: 502, message: withKms(message) }),
  },
  {
    pattern:
      /(?:Lambda was not able to (?:create|setup|set up) an? (?:VPC )?(?:ENI|network)|ENILimitReached|SubnetIPAddressLimitReached|was not able to set up VPC access).{0,200}/i,
    outcome: ([message]) => ({ kind: 'lambda-refused', status: 502, message: `${message} (ENI)` }),
  },
  {
    pattern:
      /(?:function is currently in the following state: (?:Pending|Inactive)|CodeArtifactUserPending|Lambda is initializing your function).{0,120}/i,
    outcome: ([message]) => ({
      kind: 'lambda-refused',
      status: 409,
      message: `The function is currently in the following state: ${message}`,
    }),
  },
  {
    pattern:
      /API Gateway (?:does not|doesn't|do not) have permissions? to assume the (?:provided role|IAM role)[^.\n]{0,30}?(arn:aws\S+)?/i,
    outcome: ([, roleArn]) => ({ kind: 'role-not-assumable', roleArn: roleArn ?? '' }),
  },
  {
    pattern: /Unable to determine service\/operation name to be authorized/,
    outcome: () => ({ kind: 'integration-method-not-post', integrationMethod: '' }),
  },
  {
    pattern: /Unable to base64 decode the body/,
    outcome: () => ({ kind: 'base64-undecodable' }),
  },
  {
    pattern: /Execution failed due to a timeout error|Endpoint request timed out|INTEGRATION_TIMEOUT/,
    outcome: () => ({ kind: 'integration-timeout', timeoutMs: 29_000 }),
    gatewayOnly: true,
  },
  {
    pattern:
      /AuthorizerConfigurationException|AUTHORIZER_CONFIGURATION_ERROR|Could not parse policy|(?:Invalid|missing) (?:JSON in response|principalId|policyDocument).{0,40}|authorizer (?:function )?(?:failed|returned null|result).{0,60}/i,
    outcome: ([message]) => ({ kind: 'authorizer-misconfigured', message }),
    gatewayOnly: true,
  },
  {
    pattern: /Missing Authentication Token|MissingAuthenticationToken/i,
    outcome: () => ({ kind: 'route-not-found' }),
    gatewayOnly: true,
  },
  {
    pattern: /HTTP content length exceeded|Request Too Long|RequestEntityTooLarge|REQUEST_TOO_LARGE/i,
    outcome: () => ({ kind: 'request-too-large', contentBytes: null }),
    gatewayOnly: true,
  },
  {
    pattern: /Request must be smaller than \d+ bytes for the InvokeFunction operation/,
    outcome: () => ({ kind: 'event-too-large', eventBytes: 0 }),
  },
  {
    pattern: /(?:User: \S+ )?is not authorized to perform: execute-api:Invoke.{0,200}/,
    outcome: ([message]) => ({ kind: 'access-denied', message }),
    gatewayOnly: true,
  },
  {
    pattern: /User is not authorized to access this resource.{0,60}/,
    outcome: ([message]) => ({ kind: 'access-denied', message }),
    gatewayOnly: true,
  },
  {
    pattern:
      /(?:^|[^:\w])(Rate Exceeded|Rate exceeded\.|ReservedFunctionConcurrentInvocationLimitExceeded|ConcurrentInvocationLimitExceeded|LambdaLimitExceeded|CallerRateLimitExceeded)/,
    outcome: ([, reason]) => ({ kind: 'function-throttled', reason: reason! }),
    gatewayOnly: true,
  },
  {
    pattern: /Limit Exceeded(?!Exception)|QUOTA_EXCEEDED|LimitExceededException/,
    outcome: () => ({ kind: 'quota-exceeded' }),
    gatewayOnly: true,
  },
  {
    pattern: /Too Many Requests|"?THROTTLED"?|TooManyRequestsException/,
    outcome: () => ({ kind: 'throttled', ratePerSecond: Number.NaN, burst: Number.NaN }),
    gatewayOnly: true,
  },
  {
    pattern: /Unsupported Media Type/,
    outcome: () => ({ kind: 'unsupported-media-type' }),
    gatewayOnly: true,
  },
  {
    pattern: /Function not found: (arn:aws[\w-]*:lambda:\S+)/,
    outcome: ([message]) => ({ kind: 'function-not-found', message }),
    gatewayOnly: true,
  },
  {
    pattern:
      /Execution failed due to a network error communicating with endpoint|Network error communicating with endpoint/,
    outcome: () => ({ kind: 'integration-network-error', detail: '' }),
    gatewayOnly: true,
  },
  {
    pattern: /The security token included in the request is expired/,
    outcome: () => ({ kind: 'expired-token' }),
    gatewayOnly: true,
  },
  {
    pattern: /The security token included in the request is invalid/,
    outcome: () => ({ kind: 'unrecognized-client' }),
    gatewayOnly: true,
  },
  {
    pattern: /The request signature we calculated does not match.{0,80}|Signature expired: .{0,80}/,
    outcome: ([message]) => ({ kind: 'invalid-signature', message }),
    gatewayOnly: true,
  },
  {
    pattern: /Authorization header requires '?Credential.{0,300}|not a valid key=value pair.{0,80}/,
    outcome: ([message]) => ({ kind: 'incomplete-signature', message }),
    gatewayOnly: true,
  },
];

/** Words that carry the sentence of a refused call, which needs a policy decision, and of a malformed output. */
export const refusedByPolicy = /Invalid permissions on Lambda function/i;
export const malformedOutput = /Malformed Lambda proxy response/i;

/** The endings that the text names, in the table's order. `isGateway`: the text is the gateway's, not a function's log. */
export function endingsIn(text: string, isGateway: boolean): readonly Outcome[] {
  const found: Outcome[] = [];
  for (const { pattern, outcome, gatewayOnly } of endings) {
    if (gatewayOnly === true && !isGateway) continue;
    const match = pattern.exec(text);
    if (match !== null) found.push(outcome(match));
  }
  return found;
}

function withKms(message: string): string {
  return message.includes('KMS') ? message : `${message} (KMS)`;
}
