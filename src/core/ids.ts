// Identifiers in the forms AWS gives them, from one injectable source of randomness.
import { randomFillSync, randomUUID } from 'node:crypto';

export interface Ids {
  /** Request ids: a UUID, lower case. */
  uuid(): string;
  /** RestApi and root resource ids: 10 characters of `[a-z0-9]` (SPEC §1.3). */
  tenCharacters(): string;
  /** Resource, deployment and authorizer ids: 6 characters of `[a-z0-9]`. */
  sixCharacters(): string;
  /** `$context.extendedRequestId` and `x-amz-apigw-id`, for instance `Vwc2MGFUrPEFV_g=` (SPEC §3.2). */
  extendedRequestId(): string;
  /** `1-{8 hex}-{24 hex}`, the time in front (SPEC §3.3). */
  traceId(nowMs: number): string;
  /** 32 hex digits: log streams (SPEC §6.1, §9.7). */
  hex32(): string;
}

const alphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
const poolBytes = 4096;

/** `fill` puts random bytes into the buffer; tests pass a seeded one. */
export function createIds(fill?: (bytes: Uint8Array) => void): Ids {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  const take = (count: number): Buffer => {
    if (used + count > poolBytes) {
      if (fill === undefined) randomFillSync(pool);
      else fill(pool);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
  const characters = (count: number): string => {
    let text = '';
    for (const byte of take(count)) text += alphanumeric[byte % 36];
    return text;
  };
  const uuid = (): string => {
    const bytes = take(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  return {
    uuid: fill === undefined ? () => randomUUID() : uuid,
    tenCharacters: () => characters(10),
    sixCharacters: () => characters(6),
    extendedRequestId: () => `${take(11).toString('base64url')}=`,
    traceId: (nowMs) =>
      `1-${Math.floor(nowMs / 1000)
        .toString(16)
        .padStart(8, '0')}-${take(12).toString('hex')}`,
    hex32: () => take(16).toString('hex'),
  };
}

export const systemIds: Ids = createIds();
