// The public keys of Cognito user pools, by which tokens are verified: from a file, a function, or Cognito itself.
import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { parseArn } from '../../core/arn.ts';
import { messageOf } from '../../core/errors.ts';
import { jwksBytesMax, jwksKeptMax, jwksRefreshMsMin, jwksTimeoutMs } from '../../core/limits.ts';

/** Where a user pool's JSON Web Key Set comes from. */
export type JwksSource = (userPoolArn: string) => Promise<JSONWebKeySet>;

export interface UserPool {
  /** `eu-south-1_AbCdEf123` */
  readonly id: string;
  /** What its tokens name as their issuer. */
  readonly issuer: string;
}

/** Null where the ARN names no user pool. */
export function userPoolOf(arn: string): UserPool | null {
  const parts = parseArn(arn);
  const id = parts?.resource.startsWith('userpool/') === true ? parts.resource.slice('userpool/'.length) : '';
  if (parts === null || id === '') return null;
  return { id, issuer: `https://cognito-idp.${parts.region}.amazonaws.com/${id}` };
}

/** `VARCO_JWKS_EU_SOUTH_1_ABCDEF123`: names a file that holds the pool's key set. */
export function jwksVariableOf(userPoolId: string): string {
  return `VARCO_JWKS_${userPoolId.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;
}

export interface KeySets {
  /**
   * Finds the key that signed a token of the pool; asks the source again where it does not know the key, at most once a
   * minute. @throws KeySetError where the keys cannot be had
   */
  of(userPoolArn: string): Promise<JWTVerifyGetKey>;
}

/** The keys of a user pool cannot be had; the message says why and what to do. */
export class KeySetError extends Error {}

interface Kept {
  readonly readAtMs: number;
  readonly find: Promise<JWTVerifyGetKey>;
}

export function createKeySets(source: JwksSource = fromCognito, nowMs: () => number = Date.now): KeySets {
  const kept = new Map<string, Kept>();
  const read = (arn: string): Kept => {
    const find = readKeys(arn, source);
    const entry: Kept = { readAtMs: nowMs(), find };
    if (kept.size >= jwksKeptMax) kept.delete(kept.keys().next().value!);
    kept.set(arn, entry);
    // A failure is not kept: the next request tries again.
    find.catch(() => {
      if (kept.get(arn) === entry) kept.delete(arn);
    });
    return entry;
  };
  return {
    async of(arn) {
      const entry = kept.get(arn) ?? read(arn);
      const find = await entry.find;
      return async (header, token) => {
        try {
          return await find(header, token);
        } catch (thrown) {
          const unknownKey = thrown instanceof Error && 'code' in thrown && thrown.code === noMatchingKey;
          if (!unknownKey || nowMs() - entry.readAtMs < jwksRefreshMsMin) throw thrown;
          return (await read(arn).find)(header, token);
        }
      };
    },
  };
}

const noMatchingKey = 'ERR_JWKS_NO_MATCHING_KEY';

async function readKeys(arn: string, source: JwksSource): Promise<JWTVerifyGetKey> {
  const pool = userPoolOf(arn);
  if (pool === null) throw new KeySetError(`${arn} is no ARN of a Cognito user pool`);
  const variable = jwksVariableOf(pool.id);
  try {
    const file = process.env[variable];
    const keys = file === undefined || file === '' ? await source(arn) : await fromFile(file);
    const { createLocalJWKSet } = await import('jose');
    return createLocalJWKSet(keys);
  } catch (cause) {
    throw new KeySetError(
      `Varco cannot read the keys of user pool ${pool.id}: ${messageOf(cause)}; set ${variable} to a file that holds its JSON Web Key Set`,
      { cause },
    );
  }
}

async function fromFile(file: string): Promise<JSONWebKeySet> {
  return JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet;
}

async function fromCognito(arn: string): Promise<JSONWebKeySet> {
  const { issuer } = userPoolOf(arn)!;
  const { request } = await import('undici');
  const { statusCode, body } = await request(`${issuer}/.well-known/jwks.json`, {
    headersTimeout: jwksTimeoutMs,
    bodyTimeout: jwksTimeoutMs,
    signal: AbortSignal.timeout(jwksTimeoutMs),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > jwksBytesMax) throw new Error(`${issuer} answered more than ${jwksBytesMax} bytes`);
    chunks.push(chunk);
  }
  if (statusCode !== 200) throw new Error(`${issuer} answered ${statusCode}`);
  return JSON.parse(Buffer.concat(chunks).toString()) as JSONWebKeySet;
}
