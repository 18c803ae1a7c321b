// What AWS answers to a request that is not signed, or not well.
import { AwsError } from '../../core/errors.ts';
import type { ProtocolId } from './services.ts';
import type { SignatureVerdict } from '../../core/signature/verify-signature.ts';

/** AWS's code for each refusal: in the JSON services, and in those that speak awsQuery. */
const refusalCodes = {
  missing: ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  'unknown-key': ['UnrecognizedClientException', 'InvalidClientTokenId'],
  'expired-token': ['ExpiredTokenException', 'ExpiredToken'],
  mismatch: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  expired: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  'not-yet': ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  incomplete: ['IncompleteSignatureException', 'IncompleteSignature'],
} as const satisfies Record<Exclude<SignatureVerdict['kind'], 'ok'>, readonly [string, string]>;

/** AWS's answer to a request that it does not accept the signature of (SPEC §4.6 for API Gateway; the others reported). */
export function refusal(
  verdict: Exclude<SignatureVerdict, { kind: 'ok' }>,
  protocol: ProtocolId,
  presigned: boolean,
): AwsError {
  if (protocol === 'restXml') return s3Refusal(verdict, presigned);
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
    case 'expired-token':
      return 'The security token included in the request is expired';
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

/** S3 has words of its own. */
function s3Refusal(verdict: Exclude<SignatureVerdict, { kind: 'ok' }>, presigned: boolean): AwsError {
  switch (verdict.kind) {
    case 'missing':
      return new AwsError('AccessDenied', 403, 'Access Denied');
    case 'unknown-key':
      return new AwsError(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    case 'expired-token':
      return new AwsError('ExpiredToken', 400, 'The provided token has expired.');
    case 'mismatch':
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    case 'incomplete':
      return new AwsError('AuthorizationHeaderMalformed', 400, verdict.message);
    case 'expired':
    case 'not-yet':
      return presigned
        ? new AwsError(
            'AccessDenied',
            403,
            verdict.kind === 'expired' ? 'Request has expired' : 'Request is not valid yet',
          )
        : new AwsError(
            'RequestTimeTooSkewed',
            403,
            'The difference between the request time and the current time is too large.',
          );
  }
}
