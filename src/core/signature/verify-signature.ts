// Is a request signed by a key that Varco knows, with AWS's own words where it is not. SigV4, in a header or in the URL.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureV4 as Signer } from '@smithy/signature-v4';
import { presignedSecondsMax, signatureSkewMsMax } from '../limits.ts';
import type { Credential } from './credential.ts';
import { readCredential } from './credential.ts';
import type { RequestHead } from './request-head.ts';

export interface KnownKey {
  readonly secretAccessKey: string;
  /** The account it belongs to; the endpoint's own where it says none. */
  readonly accountId?: string;
  /** Of a session's key: the token that each of its requests must carry. */
  readonly sessionToken?: string;
  /** When the session ends; absent for keys that last. */
  readonly expiresAtMs?: number;
  /** Whose key it is; absent: the account's root. */
  readonly identity?: CallingIdentity;
}

/** An IAM user, or a session of a role. */
export interface CallingIdentity {
  /** `arn:aws:iam::{account}:user/{name}`, or `arn:aws:sts::{account}:assumed-role/{role}/{session}`. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:{session}`. */
  readonly userId: string;
  /** Texts of the identity's policy documents, inline and attached. */
  readonly policies: readonly string[];
}

/** Finds the key that a request names; null where nobody has it. */
export type KeyLookup = (accessKeyId: string) => KnownKey | null;

export type SignatureVerdict =
  | { readonly kind: 'ok'; readonly credential: Credential }
  | { readonly kind: 'missing' | 'unknown-key' | 'expired-token' | 'mismatch' }
  | { readonly kind: 'incomplete' | 'expired' | 'not-yet'; readonly message: string };

/**
 * Signs the request again with the known secret and compares.
 *
 * @param body As it came, not decompressed.
 */
export async function verifySignature(
  head: RequestHead,
  body: Uint8Array,
  keyOf: KeyLookup,
  nowMs: number,
): Promise<SignatureVerdict> {
  const reading = readCredential(head);
  if (reading === null) return { kind: 'missing' };
  if ('incomplete' in reading) return { kind: 'incomplete', message: reading.incomplete };
  const { credential } = reading;
  if (credential.algorithm !== 'AWS4-HMAC-SHA256') {
    return { kind: 'incomplete', message: `Unsupported AWS 'algorithm': '${credential.algorithm}'.` };
  }
  const key = keyOf(credential.accessKeyId);
  if (key === null || !carriesToken(head, key)) return { kind: 'unknown-key' };
  if (key.expiresAtMs !== undefined && nowMs >= key.expiresAtMs) return { kind: 'expired-token' };
  const signedAt = readDate(dateText(head, credential));
  if (signedAt === null) {
    return {
      kind: 'incomplete',
      message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    };
  }
  const untimely = checkTime(credential, signedAt, nowMs);
  if (untimely !== null) return untimely;
  if (!coversBody(head, body)) return { kind: 'mismatch' };
  const signature = await signAgain(head, body, credential, key, signedAt);
  return sameText(signature, credential.signature) ? { kind: 'ok', credential } : { kind: 'mismatch' };
}

/** A session's requests carry its token, those of other keys none. */
function carriesToken({ headers, query }: RequestHead, { sessionToken }: KnownKey): boolean {
  const sent =
    headers['x-amz-security-token'] ?? query.find(([name]) => name === 'X-Amz-Security-Token')?.[1];
  if (sessionToken === undefined || sent === undefined) return sent === sessionToken;
  return typeof sent === 'string' && sameText(sent, sessionToken);
}

function dateText({ headers, query }: RequestHead, { expiresSeconds }: Credential): string | undefined {
  if (expiresSeconds !== null) return query.find(([name]) => name === 'X-Amz-Date')?.[1];
  const header = headers['x-amz-date'];
  return typeof header === 'string' ? header : headers.date;
}

/** `20260102T030405Z`, or the date of HTTP. */
function readDate(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const date = new Date(
    compact === null ? text : `${compact.slice(1, 4).join('-')}T${compact.slice(4, 7).join(':')}Z`,
  );
  return Number.isNaN(date.getTime()) ? null : date;
}

function checkTime(credential: Credential, signedAt: Date, nowMs: number): SignatureVerdict | null {
  const { expiresSeconds } = credential;
  const signedAtMs = signedAt.getTime();
  const [signed, now] = [compactDate(signedAtMs), compactDate(nowMs)];
  if (!signed.startsWith(credential.day)) {
    const message = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${credential.day}' != '${signed.slice(0, 8)}', from '${signed}'.`;
    return { kind: 'expired', message };
  }
  if (signedAtMs > nowMs + signatureSkewMsMax) {
    const latest = compactDate(nowMs + signatureSkewMsMax);
    const message = `Signature not yet current: ${signed} is still later than ${latest} (${now} + 5 min.)`;
    return { kind: 'not-yet', message };
  }
  const allowedMs = expiresSeconds === null ? signatureSkewMsMax : expiresSeconds * 1000;
  if (!(expiresSeconds === null || (expiresSeconds >= 0 && expiresSeconds <= presignedSecondsMax))) {
    return {
      kind: 'incomplete',
      message: `X-Amz-Expires must be between 0 and ${presignedSecondsMax} seconds`,
    };
  }
  if (nowMs <= signedAtMs + allowedMs) return null;
  const oldest = compactDate(nowMs - allowedMs);
  const window = expiresSeconds === null ? '5 min.' : `${expiresSeconds} sec.`;
  return {
    kind: 'expired',
    message: `Signature expired: ${signed} is now earlier than ${oldest} (${now} - ${window})`,
  };
}

function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The hash that a request names of its body is what is signed, so it has to be the body's. */
function coversBody({ headers }: RequestHead, body: Uint8Array): boolean {
  const named = headers['x-amz-content-sha256'];
  if (typeof named !== 'string' || !/^[0-9a-f]{64}$/.test(named)) return true;
  return named === createHash('sha256').update(body).digest('hex');
}

async function signAgain(
  { method, path, query, headers }: RequestHead,
  body: Uint8Array,
  credential: Credential,
  key: KnownKey,
  signingDate: Date,
): Promise<string> {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const signer = new SignatureV4({
    credentials: { accessKeyId: credential.accessKeyId, secretAccessKey: key.secretAccessKey },
    region: credential.region,
    service: credential.service,
    sha256: NodeSha256,
    applyChecksum: false,
    // S3 alone signs the path as it is.
    uriEscapePath: credential.service !== 's3',
  });
  const names = new Set(credential.signedHeaders);
  const signed: Record<string, string> = {};
  // A presigned request to S3 does not say what its body is, unless a signed header does.
  if (credential.service === 's3' && credential.expiresSeconds !== null)
    signed['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value !== undefined) signed[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const request: Parameters<Signer['presign']>[0] = {
    method,
    protocol: 'http:',
    hostname: headers.host ?? '',
    path,
    query: queryBag(query, credential),
    headers: signed,
    body,
  };
  if (credential.expiresSeconds === null) {
    const { headers: answer } = await signer.sign(request, { signingDate, signableHeaders: names });
    return /Signature=([0-9a-f]+)/.exec(answer.authorization ?? '')?.[1] ?? '';
  }
  const { query: answer } = await signer.presign(request, {
    signingDate,
    expiresIn: credential.expiresSeconds,
    signableHeaders: names,
    unhoistableHeaders: new Set([...names, 'x-amz-content-sha256']),
    unsignableHeaders: new Set(names.has('x-amz-content-sha256') ? [] : ['x-amz-content-sha256']),
  });
  return String(answer?.['X-Amz-Signature']);
}

/** What the signer adds to a presigned URL itself is left out; a session token belongs to the request. */
const ownParameters = new Set(
  ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map((name) => `X-Amz-${name}`),
);

function queryBag(query: RequestHead['query'], { expiresSeconds }: Credential): Record<string, string[]> {
  const bag = new Map<string, string[]>();
  for (const [name, value] of query) {
    if (expiresSeconds !== null && ownParameters.has(name)) continue;
    const values = bag.get(name);
    if (values === undefined) bag.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(bag);
}

/** The hash as the signer wants it, on Node's own. */
class NodeSha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a signature hashes once');
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function sameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
