// What may refuse a request before its integration, in AWS's order (SPEC §0.3 steps 2–8).
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecutionAuthorizer } from '../execution/execution.ts';
import type { Outcome } from '../execution/outcome.ts';
import { anonymous } from '../policy/principal.ts';
import {
  combine,
  conditionKeysOf,
  deniedByAuthorizer,
  deniedByResourcePolicy,
  methodArnOf,
  policyDecision,
  refusedByResourcePolicy,
  resourcePolicyDecision,
} from './access.ts';
import type { AuthorizerRun, AuthorizerSnapshot } from './authorizers/authorizer.ts';
import { runCognitoAuthorizer } from './authorizers/cognito-authorizer.ts';
import { runLambdaAuthorizer } from './authorizers/lambda-authorizer.ts';
import type { ExecuteContext, GatewayRequest } from './execute.ts';
import { authorizeByIam, notSigned } from './iam-authorization.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import type { Throttle } from './throttle.ts';
import { validateRequest, type Validation } from './validation/request-validator.ts';

export interface Guarded {
  /** Null lets the request through; stage and route are known then. */
  readonly outcome: Outcome | null;
  /** The record with what the guards found out: who asks, by which key. */
  readonly draft: ExecutionDraft;
}

/** Null lets the request through with nothing to add to its record; a promise only where something has to be awaited. */
export type GuardVerdict = Guarded | Promise<Guarded> | null;

export function checkGuards(
  stage: StageSnapshot | null,
  route: RouteSnapshot | null,
  request: GatewayRequest,
  draft: ExecutionDraft,
  context: ExecuteContext,
): GuardVerdict {
  if (request.targetTooLong) return { outcome: { kind: 'request-uri-too-long' }, draft };
  if (request.body.kind === 'too-large') {
    return { outcome: { kind: 'request-too-large', contentBytes: request.body.announcedBytes }, draft };
  }
  if (stage === null) return { outcome: { kind: 'stage-not-found' }, draft };
  if (stage.isDefaultEndpointClosed && request.isDefaultEndpoint) {
    return { outcome: { kind: 'stage-not-found' }, draft };
  }
  // What no method serves is taken for a signed request, whatever its Authorization header holds (GH:48006201951).
  if (route === null) return { outcome: notSigned(request.headers) ?? { kind: 'route-not-found' }, draft };
  // AWS also evaluates WAF here.
  if (stage.resourcePolicy === null && route.model.authorizationType === 'NONE') {
    return admit(stage, route, draft, null, context);
  }
  return authorize(stage, route, request, draft, context);
}

function authorize(
  stage: StageSnapshot,
  route: RouteSnapshot,
  request: GatewayRequest,
  draft: ExecutionDraft,
  context: ExecuteContext,
): GuardVerdict {
  const methodArn = methodArnOf(stage, draft.request.method, request.path.routePath);
  switch (route.model.authorizationType) {
    case 'NONE': {
      const refused = refusedByResourcePolicy(stage, methodArn, conditionKeysOf(draft));
      return refused === null ? admit(stage, route, draft, null, context) : { outcome: refused, draft };
    }
    case 'AWS_IAM':
      return admitSigned(stage, route, methodArn, request, draft, context);
    case 'CUSTOM':
    case 'COGNITO_USER_POOLS':
      return admitAuthorized(stage, route, route.authorizer!, methodArn, draft, context);
  }
}

async function admitSigned(
  stage: StageSnapshot,
  route: RouteSnapshot,
  methodArn: string,
  request: GatewayRequest,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<Guarded> {
  const { outcome, caller } = await authorizeByIam(stage, methodArn, request, draft, context);
  const known = caller === null ? draft : { ...draft, caller };
  if (outcome !== null) return { outcome, draft: known };
  return admit(stage, route, known, null, context) ?? { outcome: null, draft: known };
}

/** The API's policy is asked twice: for a Deny before the authorizer runs, and together with what that says. */
function admitAuthorized(
  stage: StageSnapshot,
  route: RouteSnapshot,
  authorizer: AuthorizerSnapshot,
  methodArn: string,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Guarded | Promise<Guarded> {
  const proceed = (run: AuthorizerRun): Guarded | Promise<Guarded> => {
    const known = run.record === null ? draft : withAuthorizer(draft, run.record);
    const outcome = run.outcome ?? refusedAfter(run, stage, methodArn, draft);
    if (outcome !== null) return { outcome, draft: known };
    const usageKey = run.output?.usageIdentifierKey ?? null;
    return admit(stage, route, known, usageKey, context) ?? { outcome: null, draft: known };
  };
  switch (authorizer.kind) {
    case 'broken':
      return { outcome: { kind: 'authorizer-misconfigured', message: authorizer.message }, draft };
    case 'cognito': {
      const scopes = route.model.authorizationScopes ?? [];
      return runCognitoAuthorizer(authorizer, scopes, stage, draft, context).then(proceed);
    }
    case 'lambda': {
      const decision = resourcePolicyDecision(stage, methodArn, anonymous, conditionKeysOf(draft));
      if (decision === 'explicit-deny') {
        return { outcome: deniedByResourcePolicy(decision, methodArn), draft };
      }
      const run = runLambdaAuthorizer(authorizer, methodArn, stage, route, draft, context);
      return run instanceof Promise ? run.then(proceed) : proceed(run);
    }
  }
}

function withAuthorizer(draft: ExecutionDraft, authorizer: ExecutionAuthorizer): ExecutionDraft {
  return { ...draft, authorizer };
}

/** What the policies say of a caller whom the authorizer knows. */
function refusedAfter(
  { output }: AuthorizerRun,
  stage: StageSnapshot,
  methodArn: string,
  draft: ExecutionDraft,
): Outcome | null {
  const keys = conditionKeysOf(draft);
  // After Cognito the API's policy alone decides, and has to allow.
  if (output === null) return refusedByResourcePolicy(stage, methodArn, keys);
  const decision = combine(
    policyDecision(output.statements, methodArn, keys),
    resourcePolicyDecision(stage, methodArn, anonymous, keys),
    true,
  );
  return decision === 'allow' ? null : deniedByAuthorizer(decision);
}

/** Steps 6–8, for a caller who may: key and plan, throttles, validation. */
function admit(
  stage: StageSnapshot,
  route: RouteSnapshot,
  draft: ExecutionDraft,
  usageKey: string | null,
  context: ExecuteContext,
): GuardVerdict {
  let known = draft;
  if (route.model.apiKeyRequired) {
    const apiKey = stage.apiKeySource === 'AUTHORIZER' ? usageKey : draft.request.apiKey;
    const { outcome, apiKeyId } = context.apiKeys.check(apiKey, stage, route, draft.receivedAtMs);
    known = { ...draft, request: { ...draft.request, apiKey, apiKeyId } };
    if (outcome !== null) return { outcome, draft: known };
  }
  const throttled = checkThrottle(route, draft.receivedAtMs, context.accountThrottle);
  if (throttled !== null) return { outcome: throttled, draft: known };
  if (route.validator === null) return known === draft ? null : { outcome: null, draft: known };
  const validation = validateRequest(route.validator, known);
  return validation instanceof Promise
    ? validation.then((result) => withValidation(known, result))
    : withValidation(known, validation);
}

/** The record with what a validator found. */
export function withValidation(draft: ExecutionDraft, validation: Validation): Guarded {
  const { outcome, validatedContentType } = validation;
  return validatedContentType === null
    ? { outcome, draft }
    : { outcome, draft: { ...draft, request: { ...draft.request, validatedContentType } } };
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
