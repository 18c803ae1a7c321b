// What an S3 request's body holds: taken out of its chunks, and held against every hash and checksum that came with it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../core/errors.ts';
import type { Credential } from '../../core/signature/credential.ts';
import { notBuilt } from '../not-built.ts';
import { readAwsChunked } from './aws-chunked.ts';
import { crc32c, crc64nvme } from './crc.ts';
import type { WireHead } from './wire.ts';

export interface S3Content {
  readonly head: WireHead;
  readonly body: Uint8Array;
}

/** @throws AwsError InvalidRequest, XAmzContentSHA256Mismatch: what S3 says before it looks at the signature */
export function assertPayloadHash(
  { headers }: WireHead,
  body: Uint8Array,
  credential: Credential | null,
): void {
  const named = headers['x-amz-content-sha256'];
  if (typeof named !== 'string') {
    if (credential === null || credential.expiresSeconds !== null) return;
    throw new AwsError(
      'InvalidRequest',
      400,
      'Missing required header for this request: x-amz-content-sha256',
    );
  }
  if (!/^[0-9a-f]{64}$/.test(named)) return;
  const computed = createHash('sha256').update(body).digest('hex');
  if (named === computed) return;
  const text = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new AwsError('XAmzContentSHA256Mismatch', 400, text, {
    ClientComputedContentSHA256: named,
    S3ComputedContentSHA256: computed,
  });
}

/**
 * @param secretAccessKey To verify signed chunks with; null where nobody's signature is verified.
 * @param isContent Whether checksums in headers are of the body. Those of CompleteMultipartUpload are of the whole object.
 * @throws AwsError IncompleteBody, SignatureDoesNotMatch, BadDigest, InvalidDigest, InvalidRequest
 */
export function readS3Content(
  head: WireHead,
  body: Uint8Array,
  credential: Credential | null,
  secretAccessKey: string | null,
  isContent: boolean,
): S3Content {
  const read = isChunked(head) ? readChunks(head, body, credential, secretAccessKey) : { head, body };
  if (isContent) assertChecksums(read.head, read.body);
  return read;
}

function isChunked({ headers }: WireHead): boolean {
  const hash = headers['x-amz-content-sha256'];
  return (
    (typeof hash === 'string' && hash.startsWith('STREAMING-')) || encodings(headers).includes('aws-chunked')
  );
}

function encodings(headers: WireHead['headers']): readonly string[] {
  return (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
}

/** What was sent behind the body belongs to the headers from here on. */
function readChunks(
  head: WireHead,
  body: Uint8Array,
  credential: Credential | null,
  secretAccessKey: string | null,
): S3Content {
  const { headers } = head;
  const hash = String(headers['x-amz-content-sha256'] ?? '');
  if (hash.startsWith('STREAMING-AWS4-ECDSA')) throw notBuilt('SigV4A signatures (AWS4-ECDSA-P256-SHA256)');
  const isSigned = hash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
  const signer =
    isSigned && credential !== null && secretAccessKey !== null
      ? { credential, secretAccessKey, date: String(headers['x-amz-date']) }
      : null;
  const { content, trailers } = readAwsChunked(body, signer);
  const decodedLength = headers['x-amz-decoded-content-length'];
  if (decodedLength !== undefined && Number(decodedLength) !== content.length) {
    const text = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
    throw new AwsError('IncompleteBody', 400, text);
  }
  const left = encodings(headers).filter((encoding) => encoding !== 'aws-chunked' && encoding !== '');
  const { 'content-encoding': _chunked, ...others } = headers;
  return {
    head: {
      ...head,
      headers: {
        ...others,
        ...(left.length === 0 ? {} : { 'content-encoding': left.join(',') }),
        ...Object.fromEntries(trailers),
        'content-length': String(content.length),
      },
    },
    body: content,
  };
}

const digest =
  (algorithm: string) =>
  (bytes: Uint8Array): Buffer =>
    createHash(algorithm).update(bytes).digest();

const checksums: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  crc32: (bytes) => {
    const result = Buffer.alloc(4);
    result.writeUInt32BE(crc32(bytes));
    return result;
  },
  crc32c,
  crc64nvme,
  sha1: digest('sha1'),
  sha256: digest('sha256'),
  sha512: digest('sha512'),
  md5: digest('md5'),
};

const prefix = 'x-amz-checksum-';
/** Headers that begin like a checksum's and are none. */
const notSums = new Set(['algorithm', 'mode', 'type']);

function assertChecksums({ headers }: WireHead, body: Uint8Array): void {
  const md5 = headers['content-md5'];
  if (typeof md5 === 'string') assertMd5(md5, body);
  for (const [name, value] of Object.entries(headers)) {
    const algorithm = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (algorithm === '' || notSums.has(algorithm)) continue;
    const sum = Object.hasOwn(checksums, algorithm) ? checksums[algorithm]! : null;
    if (sum === null) throw notBuilt(`the checksum ${algorithm} of S3`);
    const given = Buffer.from(String(value), 'base64');
    const computed = sum(body);
    if (given.length !== computed.length)
      throw new AwsError('InvalidRequest', 400, `Value for ${name} header is invalid.`);
    if (!timingSafeEqual(given, computed)) {
      const text = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new AwsError('BadDigest', 400, text);
    }
  }
}

function assertMd5(given: string, body: Uint8Array): void {
  const bytes = Buffer.from(given, 'base64');
  if (bytes.length !== 16)
    throw new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.');
  const computed = digest('md5')(body);
  if (timingSafeEqual(bytes, computed)) return;
  throw new AwsError('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: given,
    CalculatedDigest: computed.toString('base64'),
  });
}
