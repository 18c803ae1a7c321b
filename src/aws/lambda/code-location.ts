// Addresses from which a package can be downloaded: signed, for ten minutes, as AWS's are.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { messageOf } from '../../core/errors.ts';
import { codeLocationSecondsMax } from '../../core/limits.ts';
import type { CodePackage } from '../../lambda/package.ts';
import { zipOf } from '../../lambda/packages/write-zip.ts';
import type { OperationContext } from '../context.ts';

const pathPrefix = '/_varco/code/';
/** Addresses are good for this process only. */
const secret = randomBytes(32);

/** Undefined where nothing listens. */
export function codeLocation(sha256: string, { clock, endpoint }: OperationContext): string | undefined {
  const here = endpoint();
  if (here === null) return undefined;
  const hex = Buffer.from(sha256, 'base64').toString('hex');
  const expires = Math.floor(clock.nowMs() / 1000) + codeLocationSecondsMax;
  return `${here}${pathPrefix}${hex}?expires=${expires}&token=${tokenOf(hex, expires)}`;
}

function tokenOf(hex: string, expires: number): string {
  return createHmac('sha256', secret).update(`${hex} ${expires}`).digest('base64url');
}

export function isCodeLocation(target: string): boolean {
  return target.startsWith(pathPrefix);
}

/** What a download needs: where the bytes are kept, and the packages of every region that came from a folder. */
export interface CodeStore {
  readonly blobs: OperationContext['blobs'];
  readonly clock: OperationContext['clock'];
  readonly packages: (sha256: string) => CodePackage | null;
}

/** Answers a GET of such an address. Never rejects. */
export async function serveCode(target: string, response: ServerResponse, store: CodeStore): Promise<void> {
  try {
    await answerCode(target, response, store);
  } catch (defect) {
    // Its words may name files of this machine.
    process.stderr.write(`varco: code could not be read: ${messageOf(defect)}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

async function answerCode(target: string, response: ServerResponse, store: CodeStore): Promise<void> {
  const sha256 = readTarget(target, store.clock.nowMs());
  if (sha256 === null) {
    response.writeHead(403, { 'Content-Type': 'text/plain' });
    response.end('This address is wrong or has expired: ask GetFunction or GetLayerVersion for a new one.');
    return;
  }
  const zip = await zipFor(sha256, store);
  if (zip === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('This code is no longer there.');
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/zip', 'Content-Length': zip.byteLength });
  response.end(zip);
}

/** The content address, or null where the address is none that was given out, or too old. */
function readTarget(target: string, nowMs: number): string | null {
  const url = new URL(target, 'http://localhost');
  const hex = url.pathname.slice(pathPrefix.length);
  const expires = Number(url.searchParams.get('expires'));
  const given = Buffer.from(url.searchParams.get('token') ?? '');
  const expected = Buffer.from(tokenOf(hex, expires));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return expires * 1000 < nowMs ? null : Buffer.from(hex, 'hex').toString('base64');
}

async function zipFor(sha256: string, { blobs, packages }: CodeStore): Promise<Uint8Array | null> {
  const kept = await blobs.get(sha256);
  if (kept !== null) return kept;
  const code = packages(sha256);
  return code === null ? null : zipOf(code);
}
