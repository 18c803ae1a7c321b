// Who signed a request, read from its Authorization header or its presigned query, not yet believed.
import type { RequestHead } from './request-head.ts';

export interface Credential {
  /** `AWS4-HMAC-SHA256`. */
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** `20260102` */
  readonly day: string;
  readonly region: string;
  /** The service's signing name: `monitoring` for CloudWatch. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Seconds that a presigned URL is valid; null for a signed header. */
  readonly expiresSeconds: number | null;
}

/** What the header lacks, in AWS's words, or the credential, or null where the request is not signed at all. */
export type CredentialReading = { readonly credential: Credential } | { readonly incomplete: string } | null;

export function readCredential({ headers, query }: RequestHead): CredentialReading {
  const { authorization } = headers;
  if (authorization?.startsWith('AWS4-') === true) return readHeader(authorization);
  const presigned = new Map(query);
  return presigned.has('X-Amz-Algorithm') || presigned.has('X-Amz-Credential') ? readQuery(presigned) : null;
}

function readHeader(header: string): CredentialReading {
  const [algorithm = '', ...rest] = header.split(/\s+/);
  const parts = new Map<string, string>();
  for (const part of rest.join('').split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) parts.set(part.slice(0, equals), part.slice(equals + 1));
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (missing.length > 0) return { incomplete: `${missing.join(' ')} Authorization=${algorithm}` };
  return credentialOf(
    algorithm,
    parts.get('Credential')!,
    parts.get('SignedHeaders')!,
    parts.get('Signature')!,
    null,
  );
}

function readQuery(query: ReadonlyMap<string, string>): CredentialReading {
  const names = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date', 'Expires'];
  const missing = names
    .filter((name) => !query.get(`X-Amz-${name}`))
    .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'.`);
  if (missing.length > 0)
    return { incomplete: `${missing.join(' ')} Re-examine the query-string parameters.` };
  return credentialOf(
    query.get('X-Amz-Algorithm')!,
    query.get('X-Amz-Credential')!,
    query.get('X-Amz-SignedHeaders')!,
    query.get('X-Amz-Signature')!,
    Number(query.get('X-Amz-Expires')),
  );
}

function credentialOf(
  algorithm: string,
  scope: string,
  signedHeaders: string,
  signature: string,
  expiresSeconds: number | null,
): CredentialReading {
  const parts = scope.split('/');
  const [day, region, service, terminator] = parts.splice(-4);
  if (parts.length === 0 || terminator !== 'aws4_request') {
    return {
      incomplete: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.`,
    };
  }
  return {
    credential: {
      algorithm,
      accessKeyId: parts.join('/'),
      day: day!,
      region: region!,
      service: service!,
      signedHeaders: signedHeaders.toLowerCase().split(';'),
      signature,
      expiresSeconds,
    },
  };
}
