// The body that S3's clients send in chunks, signed or not, with checksums behind it: `aws-chunked`.
import { createHash, createHmac } from 'node:crypto';
import { AwsError } from '../../core/errors.ts';
import type { Credential } from '../../core/signature/credential.ts';

export interface ChunkedBody {
  readonly content: Uint8Array;
  /** Behind the last chunk, by their names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** What the chunks' signatures are verified with; each covers the one before, the first that of the request. */
export interface ChunkSigner {
  readonly credential: Credential;
  readonly secretAccessKey: string;
  /** `20260102T030405Z` */
  readonly date: string;
}

/**
 * @param signer Null where chunks are not signed, or nobody's signature is verified.
 * @throws AwsError IncompleteBody, SignatureDoesNotMatch
 */
export function readAwsChunked(body: Uint8Array, signer: ChunkSigner | null): ChunkedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const sign = signer === null ? null : chunkSignatures(signer);
  const pieces: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', offset);
    const line = end < 0 ? '' : bytes.toString('latin1', offset, end);
    const [, size, signature] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    const piece = bytes.subarray(end + 2, end + 2 + length);
    if (piece.length < length) throw incomplete();
    if (sign !== null && sign.chunk(piece) !== signature) throw mismatch();
    offset = end + 2 + length;
    if (length === 0) break;
    if (bytes[offset] !== 13 || bytes[offset + 1] !== 10) throw incomplete();
    offset += 2;
    pieces.push(piece);
  }
  const trailers = readTrailers(bytes.toString('latin1', offset));
  const trailerSignature = trailers.get('x-amz-trailer-signature');
  trailers.delete('x-amz-trailer-signature');
  if (sign !== null && trailers.size > 0 && sign.trailers(trailers) !== trailerSignature) throw mismatch();
  return { content: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces), trailers };
}

function readTrailers(text: string): Map<string, string> {
  const trailers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}

function chunkSignatures({ credential, secretAccessKey, date }: ChunkSigner) {
  const { day, region, service } = credential;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  let last = credential.signature;
  const sign = (algorithm: string, ...hashes: readonly string[]): string => {
    const scope = `${day}/${region}/${service}/aws4_request`;
    const text = [algorithm, date, scope, last, ...hashes].join('\n');
    last = createHmac('sha256', key).update(text).digest('hex');
    return last;
  };
  return {
    chunk: (piece: Uint8Array) => sign('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(piece)),
    trailers: (trailers: ReadonlyMap<string, string>) => {
      const lines = [...trailers].map(([name, value]) => `${name}:${value}\n`).sort();
      return sign('AWS4-HMAC-SHA256-TRAILER', sha256(lines.join('')));
    },
  };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 400, 'The request body terminated unexpectedly');
}

function mismatch(): AwsError {
  return new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}
