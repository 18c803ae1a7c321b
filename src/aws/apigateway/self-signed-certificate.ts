// A self-signed X.509 certificate, written in DER by hand: Node.js reads certificates and does not make them.
import { generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';

export interface SelfSigned {
  readonly commonName: string;
  /** 16 digits in hex or fewer. */
  readonly serialHex: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** RSA 2048 with SHA-256, as AWS makes them. The private key is not kept: nothing presents the certificate yet. */
export async function selfSignedCertificate(subject: SelfSigned): Promise<string> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const name = sequence(set(sequence(objectId(commonNameId), utf8String(subject.commonName))));
  const toBeSigned = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from(subject.serialHex.padStart(16, '0').slice(-16), 'hex')),
    signatureAlgorithm(),
    name,
    sequence(time(subject.notBeforeMs), time(subject.notAfterMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, signatureAlgorithm(), bitString(signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`;
}

/** 2.5.4.3 */
const commonNameId = [0x55, 0x04, 0x03];
/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption */
const sha256WithRsaId = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];

function signatureAlgorithm(): Buffer {
  return sequence(objectId(sha256WithRsaId), tagged(0x05));
}

/** Tag, length, content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, ...parts);
}

function objectId(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

function utf8String(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text));
}

/** Without needless zeros in front, and with the one that keeps it positive. */
function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const minimal = bytes.subarray(start);
  return tagged(0x02, (minimal[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), minimal);
}

function bitString(bytes: Buffer): Buffer {
  return tagged(0x03, Buffer.from([0]), bytes);
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280). */
function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}
