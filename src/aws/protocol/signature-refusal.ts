// What AWS answers to a request that is not signed, or not well.
import { AwsError } from '../../core/errors.ts';
import type { ProtocolId } from './services.ts';
import type { SignatureVerdict } from '../../core/signature/verify-signature.ts';

/** AWS's code for each refusal: in the JSON services, and in those that speak awsQuery. */
const refusalCodes = {
  missing: ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  'unknown-key': ['UnrecognizedClientException', 'InvalidClientTokenId'],
  mismatch: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  expired: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  'not-yet': ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  incomplete: ['IncompleteSignatureException', 'IncompleteSignature'],
} as const satisfies Record<Exclude<SignatureVerdict['kind'], 'ok'>, readonly [string, string]>;

/** AWS's answer to a request that it does not accept the signature of (SPEC §4.6 for API Gateway; the others reported). */
export function refusal(verdict: Exclude<SignatureVerdict, { kind: 'ok' }>, protocol: ProtocolId): AwsError {
  const [jsonCode, queryCode] = refusalCodes[verdict.kind];
  const inQuery = protocol === 'awsQuery';
  // awsJson answers every client error with 400.
  const statusCode = protocol.startsWith('awsJson') || verdict.kind === 'incomplete' ? 400 : 403;
  return new AwsError(inQuery ? queryCode : jsonCode, statusCode, refusalText(verdict, inQuery));
}

function refusalText(verdict: Exclude<SignatureVerdict, { kind: 'ok' }>, inQuery: boolean): string {
  switch (verdict.kind) {
    case 'missing':
      return inQuery ? 'Request is missing Authentication Token' : 'Missing Authentication Token';
    case 'unknown-key':
      return 'The security token included in the request is invalid.';
    case 'mismatch':
      return (
        'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
      );
    case 'incomplete':
    case 'expired':
    case 'not-yet':
      return verdict.message;
  }
}
