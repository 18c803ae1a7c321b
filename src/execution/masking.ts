// How the execution log hides secrets (SPEC §6.4): stars for every character but the last six.
import type { HeaderList } from '../core/header-list.ts';

const clearCharacters = 6;

/** A value of six characters or fewer is all stars: what AWS does there is unknown, and this gives nothing away. */
export function mask(secret: string): string {
  if (secret.length <= clearCharacters) return '*'.repeat(secret.length);
  return '*'.repeat(secret.length - clearCharacters) + secret.slice(-clearCharacters);
}

const maskedHeaders: ReadonlySet<string> = new Set(['authorization', 'x-api-key']);

/** Headers as `Method request headers` shows them. `X-Amz-Security-Token` stays clear, as recorded. */
export function maskHeaders(headers: HeaderList): HeaderList {
  if (!headers.some(([name]) => maskedHeaders.has(name.toLowerCase()))) return headers;
  return headers.map(([name, value]) => [name, maskedHeaders.has(name.toLowerCase()) ? mask(value) : value]);
}
