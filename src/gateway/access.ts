// Who may invoke a method: the API's resource policy with what an identity's or an authorizer's policy says (SPEC §5.2).
import { executeApiArn } from '../core/arn.ts';
import { lastHeader } from '../core/header-list.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Outcome } from '../execution/outcome.ts';
import { PolicyTextError, readPolicyText, type Statement } from '../policy/document.ts';
import { evaluateStatements, type PolicyVerdict } from '../policy/evaluate.ts';
import type { ConditionKeys } from '../policy/policy-variable.ts';
import { anonymous, type Principal } from '../policy/principal.ts';
import type { StageSnapshot } from './snapshot.ts';

export type Decision = PolicyVerdict['decision'];

const action = 'execute-api:Invoke';

/** The method ARN: actual verb and path, without stage variables or templates (SPEC §1.7). */
export function methodArnOf(stage: StageSnapshot, method: string, path: string): string {
  const { region, accountId, apiId } = stage;
  return executeApiArn({ region, accountId, apiId, stage: stage.stage, method, resourcePath: path });
}

/** An API's policy may leave out the ARN's front: `execute-api:/Prod/GET/*`. Null where the API has none. */
export function compileResourcePolicy(
  policy: string | null,
  api: { readonly region: string; readonly accountId: string; readonly apiId: string },
): readonly Statement[] | null {
  if (policy === null || policy === '') return null;
  const front = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/`;
  try {
    return readPolicyText(policy).map((statement) => ({
      ...statement,
      resources: {
        ...statement.resources,
        patterns: statement.resources.patterns.map((pattern) =>
          pattern.startsWith('execute-api:/') ? front + pattern.slice('execute-api:/'.length) : pattern,
        ),
      },
    }));
  } catch (thrown) {
    // The control plane refuses such a policy; one that is there all the same allows nothing.
    if (thrown instanceof PolicyTextError) return [];
    throw thrown;
  }
}

/** What a request brings under the condition keys that hold for every caller. */
// AWS also has aws:SourceVpc, aws:SourceVpce and aws:VpcSourceIp for private APIs: nothing comes through a VPC here.
export function conditionKeysOf(draft: ExecutionDraft): ConditionKeys {
  const { request, receivedAtMs } = draft;
  return {
    'aws:sourceip': request.sourceIp,
    'aws:useragent': request.userAgent ?? undefined,
    'aws:referer': lastHeader(request.headers, 'referer'),
    'aws:currenttime': new Date(receivedAtMs).toISOString(),
    'aws:epochtime': String(Math.floor(receivedAtMs / 1000)),
    // What a client of AWS always has, though Varco itself speaks plain HTTP.
    'aws:securetransport': 'true',
  };
}

/** What the API's resource policy says; null where it has none. */
export function resourcePolicyDecision(
  stage: StageSnapshot,
  methodArn: string,
  principal: Principal,
  keys: ConditionKeys,
): Decision | null {
  if (stage.resourcePolicy === null) return null;
  const request = { principal, action, resource: methodArn, conditionKeys: keys };
  return evaluateStatements(stage.resourcePolicy, request).decision;
}

/** What policies without principals say: an identity's, or those of an authorizer. */
export function policyDecision(
  statements: readonly Statement[],
  methodArn: string,
  keys: ConditionKeys,
): Decision {
  const request = { principal: null, action, resource: methodArn, conditionKeys: keys };
  return evaluateStatements(statements, request).decision;
}

/**
 * The tables of "How API Gateway resource policies affect authorization workflow": in the account itself one Allow is
 * enough, from another account both have to; a Deny of either ends it.
 */
export function combine(identity: Decision, resource: Decision | null, sameAccount: boolean): Decision {
  if (identity === 'explicit-deny' || resource === 'explicit-deny') return 'explicit-deny';
  const allowances = [identity, resource].filter((decision) => decision === 'allow').length;
  return allowances >= (sameAccount ? 1 : 2) ? 'allow' : 'implicit-deny';
}

/** `arn:aws:execute-api:us-east-1:********1111:…`: the account's first digits are hidden (reported widely). */
export function maskedArn(methodArn: string): string {
  return methodArn.replace(
    /^((?:[^:]*:){4})(\d{8})(\d{4}:)/,
    (_all, front: string, hidden: string, rest: string) => front + '*'.repeat(hidden.length) + rest,
  );
}

/** The endings below are those of 2025 and later; before, a text ended at the resource or at `explicit deny`. */
export function deniedByResourcePolicy(
  decision: Exclude<Decision, 'allow'>,
  methodArn: string,
  who = 'anonymous',
): Outcome {
  const why =
    decision === 'explicit-deny'
      ? 'with an explicit deny in a resource-based policy'
      : // GH:21779833755
        `because no resource-based policy allows the ${action} action`;
  return denied(who, methodArn, why);
}

export function deniedByIdentity(
  decision: Exclude<Decision, 'allow'>,
  methodArn: string,
  who: string,
): Outcome {
  const why =
    decision === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : // GH:57822730912
        `because no identity-based policy allows the ${action} action`;
  return denied(who, methodArn, why);
}

/** By the policy that an authorizer's function returned (SPEC §1.7; the implicit form: GH:71388285698, GH:56768282044). */
export function deniedByAuthorizer(decision: Exclude<Decision, 'allow'>): Outcome {
  const message =
    decision === 'explicit-deny'
      ? 'User is not authorized to access this resource with an explicit deny in an identity-based policy'
      : `User is not authorized to access this resource because no identity-based policy allows the ${action} action`;
  return { kind: 'access-denied', message };
}

function denied(who: string, methodArn: string, why: string): Outcome {
  const message = `User: ${who} is not authorized to perform: ${action} on resource: ${maskedArn(methodArn)} ${why}`;
  return { kind: 'access-denied', message };
}

/** The API's own policy where no authorizer has a say: an Allow is wanted. Null lets the request through. */
export function refusedByResourcePolicy(
  stage: StageSnapshot,
  methodArn: string,
  keys: ConditionKeys,
): Outcome | null {
  const decision = resourcePolicyDecision(stage, methodArn, anonymous, keys);
  return decision === null || decision === 'allow' ? null : deniedByResourcePolicy(decision, methodArn);
}
