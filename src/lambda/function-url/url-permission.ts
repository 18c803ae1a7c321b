// Whether somebody may use a function URL: by the function's policy and, for a signed request, by the caller's own.
import { evaluatePolicy } from '../../policy/evaluate.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import { anonymous, type Principal } from '../../policy/principal.ts';
import type { CallingIdentity } from '../../core/signature/verify-signature.ts';
import type { UrlCaller } from './url-event.ts';

const action = 'lambda:InvokeFunctionUrl';

export interface UrlPermissionQuestion {
  readonly statements: readonly PolicyStatement[];
  /** Of the function, or of its alias. */
  readonly resource: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  /** Null where the request needs no signature. */
  readonly caller: UrlCaller | null;
  /** Null for the account's root, which may do everything. */
  readonly identity: CallingIdentity | null;
}

// Since October 2025 AWS also asks for lambda:InvokeFunction of URLs that are made anew; recordings of November 2025 get
// through without.

export function mayUseUrl({
  statements,
  resource,
  authType,
  caller,
  identity,
}: UrlPermissionQuestion): boolean {
  const principal: Principal =
    caller === null
      ? anonymous
      : { kind: 'aws', accountId: caller.accountId, arn: caller.arn, userId: caller.userId };
  const conditionKeys = { 'lambda:functionurlauthtype': authType };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const question = { action, resource, conditionKeys };
  const byFunction = evaluatePolicy([policy], { ...question, principal }).decision;
  if (byFunction === 'explicit-deny') return false;
  if (authType === 'NONE') return byFunction === 'allow';
  // Within one account either policy is enough.
  if (identity === null) return true;
  const byIdentity = evaluatePolicy(identity.policies, { ...question, principal: null }).decision;
  return byIdentity !== 'explicit-deny' && (byIdentity === 'allow' || byFunction === 'allow');
}
