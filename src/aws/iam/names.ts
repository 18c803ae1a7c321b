// Identifiers, ARNs, times and texts as IAM forms them.
import type { Ids } from '../../core/ids.ts';

/** `AROA`, `AIDA` or `ANPA` and 17 more characters. */
export function entityId(prefix: 'AROA' | 'AIDA' | 'ANPA', ids: Pick<Ids, 'tenCharacters'>): string {
  return prefix + (ids.tenCharacters() + ids.tenCharacters()).slice(0, 17).toUpperCase();
}

/** `AKIA`, or `ASIA` for a session, and 16 more characters. */
export function accessKeyId(prefix: 'AKIA' | 'ASIA', ids: Pick<Ids, 'tenCharacters'>): string {
  return prefix + (ids.tenCharacters() + ids.tenCharacters()).slice(0, 16).toUpperCase();
}

/** 40 characters from 30 random bytes. */
export function secretAccessKey(ids: Pick<Ids, 'hex32'>): string {
  return Buffer.from(ids.hex32() + ids.hex32(), 'hex')
    .subarray(0, 30)
    .toString('base64');
}

/** @param path Begins and ends with a slash. */
export function iamArn(
  accountId: string,
  kind: 'role' | 'user' | 'policy',
  path: string,
  name: string,
): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

export function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** IAM and STS give whole seconds. */
export function iamDate(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}

/** IAM answers with policies encoded as in a URL (RFC 3986). */
export function encodedPolicy(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
