// How a request to the stage ended, by the answer alone: only what cannot be anything else.
import type { Outcome } from '../../execution/outcome.ts';
import type { StageAnswer } from '../collect/request-stage.ts';

/** Null where the answer does not tell; `ok` where the function answered itself. */
export function outcomeOfAnswer(answer: StageAnswer, needsApiKey: boolean): Outcome | null {
  const type = answer.errorType?.split(/[:,]/)[0]?.trim() ?? null;
  const message = messageOf(answer.body);
  switch (type) {
    case null:
      // Errors of API Gateway's own carry their type; a 413 of the front alone may not.
      return { kind: 'ok' };
    case 'MissingAuthenticationTokenException':
      return { kind: 'route-not-found' };
    case 'AuthorizerConfigurationException':
      return { kind: 'authorizer-misconfigured', message: 'AuthorizerConfigurationException' };
    case 'AuthorizerFailureException':
      return { kind: 'authorizer-failed', message: 'AuthorizerFailureException' };
    case 'AccessDeniedException':
      return { kind: 'access-denied', message: message ?? '' };
    case 'UnauthorizedException':
      return { kind: 'unauthorized' };
    case 'TooManyRequestsException':
      return { kind: 'throttled', ratePerSecond: 0, burst: 0 };
    case 'LimitExceededException':
      return { kind: 'quota-exceeded' };
    case 'ExpiredTokenException':
      return { kind: 'expired-token' };
    case 'IncompleteSignatureException':
      return { kind: 'incomplete-signature', message: message ?? '' };
    case 'InvalidSignatureException':
      return { kind: 'invalid-signature', message: message ?? '' };
    case 'UnrecognizedClientException':
      return { kind: 'unrecognized-client' };
    case 'ForbiddenException':
      return needsApiKey ? { kind: 'api-key-invalid' } : null;
    default:
      return answer.status === 504 && message === 'Endpoint request timed out'
        ? { kind: 'integration-timeout', timeoutMs: 29_000 }
        : null;
  }
}

function messageOf(body: string): string | null {
  try {
    const value = JSON.parse(body) as Readonly<Record<string, unknown>> | null;
    const message = value?.['message'] ?? value?.['Message'];
    return typeof message === 'string' ? message : null;
  } catch {
    // A customised gateway response is any text.
    return null;
  }
}
