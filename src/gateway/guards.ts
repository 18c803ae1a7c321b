// What may refuse a request before its integration, in AWS's order (SPEC §0.3 steps 2–7).
import { lastHeader } from '../core/header-list.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Outcome } from '../execution/outcome.ts';
import type { GatewayRequest } from './execute.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import type { Throttle } from './throttle.ts';

/** Null lets the request through; stage and route are known then. */
export function checkGuards(
  stage: StageSnapshot | null,
  route: RouteSnapshot | null,
  request: GatewayRequest,
  draft: ExecutionDraft,
  nowMs: number,
  accountThrottle: Throttle,
): Outcome | null {
  if (request.targetTooLong) return { kind: 'request-uri-too-long' };
  if (request.body.kind === 'too-large') {
    return { kind: 'request-too-large', contentBytes: request.body.announcedBytes };
  }
  if (stage === null) return { kind: 'stage-not-found' };
  if (route === null) return { kind: 'route-not-found' };
  // AWS also evaluates WAF and the API's resource policy here.
  const unauthorized = checkAuthorization(route, draft);
  if (unauthorized !== null) return unauthorized;
  // No key can be valid until API keys and usage plans are built, so a method that requires one answers as AWS does
  // to a key it does not know (SPEC §1.8).
  if (route.model.apiKeyRequired) return { kind: 'api-key-invalid' };
  return checkThrottle(route, nowMs, accountThrottle);
}

/** Custom and Cognito authorizers cannot be created yet, and PutMethod refuses a method that names one. */
function checkAuthorization(route: RouteSnapshot, draft: ExecutionDraft): Outcome | null {
  switch (route.model.authorizationType) {
    case 'NONE':
      return null;
    case 'AWS_IAM': {
      const signature = lastHeader(draft.request.headers, 'authorization');
      // No access key is known to Varco yet: a signed request is one from an unknown client (SPEC §5.2).
      return signature === undefined
        ? { kind: 'missing-authentication-token' }
        : { kind: 'unrecognized-client' };
    }
    case 'CUSTOM':
    case 'COGNITO_USER_POOLS':
      return { kind: 'authorizer-misconfigured', message: 'Varco does not run authorizers yet' };
  }
}

/** Stage and method limits first, then the account's (SPEC §10). The stage's `*\/*` limit counts per method: a choice. */
function checkThrottle(route: RouteSnapshot, nowMs: number, accountThrottle: Throttle): Outcome | null {
  for (const throttle of [route.throttle, accountThrottle]) {
    if (throttle !== null && !throttle.admit(nowMs)) {
      return { kind: 'throttled', ratePerSecond: throttle.ratePerSecond, burst: throttle.burst };
    }
  }
  return null;
}
