// One question to AWS: the answer, or in one word why there is none; only what makes every question vain is thrown.
import { messageOf, UserError } from '../../core/errors.ts';

export type Asked<Value> = { readonly ok: true; readonly value: Value } | Unanswered;

export interface Unanswered {
  readonly ok: false;
  readonly reason: 'denied' | 'not-found' | 'failed';
  /** The IAM action that the question needs, and on what. */
  readonly action: string;
  readonly resource: string;
  /** AWS's own words. */
  readonly message: string;
}

/** What a question needs: `lambda:GetPolicy` on `arn:aws:lambda:…`. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

/** @throws UserError where nobody answers at the endpoint, or the credentials are refused */
export async function ask<Value>(need: Need, question: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { ok: true, value: await question() };
  } catch (thrown) {
    return refusal(need, thrown);
  }
}

export function valueOf<Value>(asked: Asked<Value>): Value | null {
  return asked.ok ? asked.value : null;
}

function refusal(need: Need, thrown: unknown): Unanswered {
  const { name, code } = namesOf(thrown);
  const message = messageOf(thrown);
  if (credentialErrors.has(name)) {
    throw new UserError(
      `AWS refuses the credentials (${name}: ${message}). Sign in again, or choose others with --profile.`,
      { cause: thrown },
    );
  }
  if (name === 'CredentialsProviderError') {
    throw new UserError(
      `No AWS credentials were found: sign in (\`aws configure\`, \`aws sso login\`), or choose a profile with --profile. ${message}`,
      { cause: thrown },
    );
  }
  if (unreachableCodes.has(code)) {
    throw new UserError(
      `Nothing answers at the endpoint (${code}): is it running, and are --endpoint and --region right?`,
      { cause: thrown },
    );
  }
  const reason = deniedErrors.has(name) ? 'denied' : notFoundErrors.has(name) ? 'not-found' : 'failed';
  return { ok: false, reason, ...need, message: `${name}: ${message}` };
}

const credentialErrors = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'ExpiredTokenException',
]);
const deniedErrors = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'ForbiddenException',
]);
const notFoundErrors = new Set(['NotFoundException', 'ResourceNotFoundException']);
const unreachableCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function namesOf(thrown: unknown): { readonly name: string; readonly code: string } {
  if (!(thrown instanceof Error)) return { name: 'Error', code: '' };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return { name: thrown.name, code };
}
