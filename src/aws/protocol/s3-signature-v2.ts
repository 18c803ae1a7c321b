// URLs signed as S3 signed them before version 4: boto3 still makes these for us-east-1.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../core/errors.ts';
import type { KeyLookup } from '../../core/signature/verify-signature.ts';
import { bucketOfHost } from './s3-router.ts';
import type { WireHead } from './wire.ts';

/**
 * @throws AwsError InvalidRequest for a signed header, which newer regions do not take either; InvalidAccessKeyId,
 *   AccessDenied once it has expired, SignatureDoesNotMatch
 */
export function verifySignatureV2(head: WireHead, keyOf: KeyLookup, nowMs: number): void {
  const query = new Map(head.query);
  const accessKeyId = query.get('AWSAccessKeyId');
  const expires = query.get('Expires') ?? '';
  if (accessKeyId === undefined) {
    const text =
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
    throw new AwsError('InvalidRequest', 400, text);
  }
  const key = keyOf(accessKeyId);
  if (key === null || query.get('x-amz-security-token') !== key.sessionToken) {
    const text = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new AwsError('InvalidAccessKeyId', 403, text, { AWSAccessKeyId: accessKeyId });
  }
  if (key.expiresAtMs !== undefined && nowMs >= key.expiresAtMs)
    throw new AwsError('ExpiredToken', 400, 'The provided token has expired.');
  // Not so: an end that is no number at all has passed.
  if (!(Number(expires) * 1000 > nowMs)) throw new AwsError('AccessDenied', 403, 'Request has expired');
  const computed = createHmac('sha1', key.secretAccessKey)
    .update(textToSign(head, expires, query))
    .digest();
  const given = Buffer.from(query.get('Signature') ?? '', 'base64');
  if (given.length === computed.length && timingSafeEqual(given, computed)) return;
  throw new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

function textToSign(head: WireHead, expires: string, query: ReadonlyMap<string, string>): string {
  const { method, headers } = head;
  const said = (name: string): string => String(query.get(name) ?? headers[name] ?? '');
  return [
    method,
    said('content-md5'),
    said('content-type'),
    expires,
    `${amazonHeaders(head)}${resource(head)}`,
  ].join('\n');
}

/** Those of the request and those that the client moved to the URL, a line each. */
function amazonHeaders({ headers, query }: WireHead): string {
  const lines = [...Object.entries(headers), ...query]
    .filter(([name]) => name.startsWith('x-amz-'))
    .map(([name, value]) => `${name}:${String(value).trim()}\n`);
  return lines.sort().join('');
}

const subresources = new Set(
  (
    'acl cors delete lifecycle location logging notification partNumber policy requestPayment response-cache-control ' +
    'response-content-disposition response-content-encoding response-content-language response-content-type ' +
    'response-expires restore tagging torrent uploadId uploads versionId versioning versions website'
  ).split(' '),
);

/** The path with the bucket in front, wherever it stands, and the parameters that say what of it is meant. */
function resource(head: WireHead): string {
  const inHost = bucketOfHost(head.headers.host);
  const parameters = head.query
    .filter(([name]) => subresources.has(name))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .sort();
  const path = inHost === null ? head.path : `/${inHost}${head.path}`;
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}
