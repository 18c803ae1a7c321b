// AWS_IAM: is the request signed by a known key, and may its owner invoke the method (SPEC §5.2).
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  verifySignature,
  type CallingIdentity,
  type KnownKey,
  type SignatureVerdict,
} from '../core/signature/verify-signature.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { Outcome } from '../execution/outcome.ts';
import { PolicyTextError, readPolicyText, type Statement } from '../policy/document.ts';
import type { Principal } from '../policy/principal.ts';
import type { CallerInput } from '../proxy/event.ts';
import {
  combine,
  conditionKeysOf,
  deniedByIdentity,
  deniedByResourcePolicy,
  policyDecision,
  resourcePolicyDecision,
  type Decision,
} from './access.ts';
import type { ExecuteContext, GatewayRequest } from './execute.ts';
import type { StageSnapshot } from './snapshot.ts';

export type IamVerdict =
  | { readonly outcome: Outcome; readonly caller: CallerInput | null }
  | { readonly outcome: null; readonly caller: CallerInput };

const mismatchMessage =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

export async function authorizeByIam(
  stage: StageSnapshot,
  methodArn: string,
  request: GatewayRequest,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<IamVerdict> {
  const unsigned = notSigned(request.headers);
  if (unsigned !== null) return { outcome: unsigned, caller: null };
  const body = request.body.kind === 'read' ? request.body.bytes : new Uint8Array(0);
  const verdict = await verifySignature(headOf(request), body, context.keys, draft.receivedAtMs);
  if (verdict.kind !== 'ok') return { outcome: signatureOutcome(verdict), caller: null };
  const { credential } = verdict;
  const wrongScope = scopeMismatch(credential, stage);
  const key = context.keys(credential.accessKeyId);
  // The key may have gone while the signature was computed.
  if (key === null) return { outcome: { kind: 'unrecognized-client' }, caller: null };
  if (wrongScope !== null) return { outcome: wrongScope, caller: null };
  const owner = ownerOf(key, stage.accountId);
  const caller = callerOf(owner, credential.accessKeyId);
  const refused = refusedByPolicies(stage, methodArn, owner, key, draft);
  return refused === null ? { outcome: null, caller } : { outcome: refused, caller };
}

/**
 * An Authorization header that is no signature at all is told with its hash (GH:48006201951, GH:34883137791); where
 * something in it looks like `name=value`, AWS misses the parts of a signature instead.
 */
export function notSigned(headers: IncomingHttpHeaders): Outcome | null {
  const { authorization } = headers;
  if (authorization === undefined || authorization.startsWith('AWS4-')) return null;
  const digest = hash('sha256', authorization, 'base64');
  if (!authorization.slice(authorization.indexOf(' ') + 1).includes('=')) {
    const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`;
    return { kind: 'incomplete-signature', message };
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (headers['x-amz-date'] === undefined && headers.date === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  const message = `${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${digest}`;
  return { kind: 'incomplete-signature', message };
}

function headOf({ wireMethod, wireTarget, headers }: GatewayRequest) {
  const mark = wireTarget.indexOf('?');
  return {
    method: wireMethod,
    path: mark === -1 ? wireTarget : wireTarget.slice(0, mark),
    query: mark === -1 ? [] : [...new URLSearchParams(wireTarget.slice(mark + 1))],
    headers,
  };
}

function signatureOutcome(verdict: Exclude<SignatureVerdict, { readonly kind: 'ok' }>): Outcome {
  switch (verdict.kind) {
    case 'missing':
      return { kind: 'missing-authentication-token' };
    case 'unknown-key':
      return { kind: 'unrecognized-client' };
    case 'expired-token':
      return { kind: 'expired-token' };
    case 'mismatch':
      return { kind: 'invalid-signature', message: mismatchMessage };
    case 'incomplete':
      return { kind: 'incomplete-signature', message: verdict.message };
    case 'expired':
    case 'not-yet':
      return { kind: 'invalid-signature', message: verdict.message };
  }
}

function scopeMismatch(
  { region, service }: { readonly region: string; readonly service: string },
  stage: StageSnapshot,
): Outcome | null {
  if (region !== stage.region) {
    const message = `Credential should be scoped to a valid region, not '${region}'. `;
    return { kind: 'invalid-signature', message };
  }
  if (service !== 'execute-api') {
    return {
      kind: 'invalid-signature',
      message: "Credential should be scoped to correct service: 'execute-api'. ",
    };
  }
  return null;
}

interface Owner extends CallingIdentity {
  readonly accountId: string;
  readonly isRoot: boolean;
}

function ownerOf(key: KnownKey, accountId: string): Owner {
  const owning = key.accountId ?? accountId;
  return key.identity === undefined
    ? {
        accountId: owning,
        isRoot: true,
        arn: `arn:aws:iam::${owning}:root`,
        userId: owning,
        policies: [],
      }
    : { ...key.identity, accountId: owning, isRoot: false };
}

function callerOf({ arn, userId, accountId }: Owner, accessKey: string): CallerInput {
  return {
    accessKey,
    accountId,
    caller: userId,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    user: userId,
    userArn: arn,
  };
}

function refusedByPolicies(
  stage: StageSnapshot,
  methodArn: string,
  owner: Owner,
  key: KnownKey,
  draft: ExecutionDraft,
): Outcome | null {
  const keys = {
    ...conditionKeysOf(draft),
    'aws:userid': owner.userId,
    'aws:username': /:user\/(?:.*\/)?([^/]+)$/.exec(owner.arn)?.[1],
    'aws:principalarn': owner.arn,
    'aws:principalaccount': owner.accountId,
    'aws:principaltype': owner.isRoot
      ? 'Account'
      : owner.arn.includes(':assumed-role/')
        ? 'AssumedRole'
        : 'User',
  };
  const principal: Principal = { kind: 'aws', ...owner };
  const identity: Decision = owner.isRoot ? 'allow' : policyDecision(statementsOf(key), methodArn, keys);
  const resource = resourcePolicyDecision(stage, methodArn, principal, keys);
  const sameAccount = owner.accountId === stage.accountId;
  const decision = combine(identity, resource, sameAccount);
  if (decision === 'allow') return null;
  // The side that is missing, or that denies, is the one that is named.
  const byIdentity = decision === 'explicit-deny' ? identity === 'explicit-deny' : identity !== 'allow';
  return byIdentity
    ? deniedByIdentity(decision, methodArn, owner.arn)
    : deniedByResourcePolicy(decision, methodArn, owner.arn);
}

const statementsByKey = new WeakMap<KnownKey, readonly Statement[]>();

/** A key's policies are read once; a changed identity comes as another key object. */
function statementsOf(key: KnownKey): readonly Statement[] {
  const known = statementsByKey.get(key);
  if (known !== undefined) return known;
  const statements = (key.identity?.policies ?? []).flatMap((text) => {
    try {
      return readPolicyText(text);
    } catch (thrown) {
      // IAM refuses such a document when it is attached; one that is there all the same says nothing.
      if (thrown instanceof PolicyTextError) return [];
      throw thrown;
    }
  });
  statementsByKey.set(key, statements);
  return statements;
}
