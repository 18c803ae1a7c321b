// Runs a Cognito authorizer: verifies the token that a user pool issued, and reads its claims (SPEC §1.7).
import type { JWTPayload } from 'jose';
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { ExecutionAuthorizer } from '../../execution/execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { testStamp } from '../../execution/test-invoke-log.ts';
import type { ExecuteContext } from '../execute.ts';
import type { StageSnapshot } from '../snapshot.ts';
import type { AuthorizerRun, CognitoAuthorizer } from './authorizer.ts';
import { identityOf } from './identity-source.ts';
import { KeySetError, userPoolOf } from './key-sets.ts';

/**
 * @param scopes Those of the method: with any, an access token that has one of them is wanted; with none, an identity
 *   token.
 */
export async function runCognitoAuthorizer(
  authorizer: CognitoAuthorizer,
  scopes: readonly string[],
  stage: StageSnapshot,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<AuthorizerRun> {
  const startedMs = context.clock.elapsedMs();
  const identity = identityOf(authorizer.identitySources, draft, stage) ?? [];
  const record: ExecutionAuthorizer = {
    authorizerId: authorizer.id,
    type: 'COGNITO_USER_POOLS',
    identity,
    integration: null,
    principalId: null,
    context: {},
    claims: null,
    latencyMs: 0,
  };
  const sent = identity[0]?.[1];
  const refused = (outcome: Outcome): AuthorizerRun => ({ outcome, record, output: null });
  if (sent === undefined) return refused({ kind: 'unauthorized' });
  const verdict = await verify(sent.replace(/^Bearer +/i, ''), authorizer, context);
  if ('outcome' in verdict) return refused(verdict.outcome);
  if (!isMeant(verdict.payload, scopes) || !isForAudience(verdict.payload, authorizer)) {
    return refused({ kind: 'unauthorized' });
  }
  const claims = claimTexts(verdict.payload);
  const latencyMs = Math.round(context.clock.elapsedMs() - startedMs);
  const accepted = { ...record, principalId: claims['sub'] ?? '', claims, latencyMs };
  return { outcome: null, record: accepted, output: null };
}

type Verdict = { readonly payload: JWTPayload } | { readonly outcome: Outcome };

async function verify(
  token: string,
  { userPoolArns }: CognitoAuthorizer,
  context: ExecuteContext,
): Promise<Verdict> {
  const { decodeJwt, errors, jwtVerify } = await import('jose');
  try {
    const { iss } = decodeJwt(token);
    const arn = userPoolArns.find((candidate) => userPoolOf(candidate)?.issuer === iss);
    if (arn === undefined || iss === undefined) return { outcome: { kind: 'unauthorized' } };
    const keys = await context.keySets.of(arn);
    const { payload } = await jwtVerify(token, keys, {
      issuer: iss,
      algorithms: ['RS256'],
      currentDate: new Date(context.clock.nowMs()),
      requiredClaims: ['exp'],
    });
    return { payload };
  } catch (thrown) {
    if (thrown instanceof KeySetError) {
      return { outcome: { kind: 'authorizer-misconfigured', message: thrown.message } };
    }
    // Widely reported wording, for instance GH:40663505421.
    if (thrown instanceof errors.JWTExpired) {
      return { outcome: { kind: 'unauthorized', message: 'The incoming token has expired' } };
    }
    if (thrown instanceof errors.JOSEError) return { outcome: { kind: 'unauthorized' } };
    throw thrown;
  }
}

/** The expression is matched against whom the token is for (API reference of CreateAuthorizer); an access token has no `aud`. */
function isForAudience({ aud, client_id: clientId }: JWTPayload, { validation }: CognitoAuthorizer): boolean {
  if (validation === null) return true;
  const audiences = [aud ?? (typeof clientId === 'string' ? clientId : [])].flat();
  return audiences.some((audience) => validation.test(audience));
}

function isMeant({ token_use: use, scope }: JWTPayload, scopes: readonly string[]): boolean {
  if (scopes.length === 0) return use === 'id';
  if (use !== 'access' || typeof scope !== 'string') return false;
  const granted = new Set(scope.split(' '));
  return scopes.some((wanted) => granted.has(wanted));
}

/** All claims as text, as the event has them: lists joined by commas, `exp` and `iat` as Java writes a date. */
function claimTexts(payload: JWTPayload): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(name, value)]));
}

function claimText(name: string, value: unknown): string {
  if ((name === 'exp' || name === 'iat') && typeof value === 'number') return testStamp(value * 1000);
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
