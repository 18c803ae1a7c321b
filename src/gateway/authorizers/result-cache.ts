// What authorizers answered, kept for a while under the identity they answered for (SPEC §1.7). One a stage's authorizer.
import { authorizerResultsMax } from '../../core/limits.ts';

export interface ResultCache<T> {
  get(key: string, nowMs: number): T | null;
  put(key: string, result: T, nowMs: number): void;
}

/** @param ttlMs 0 keeps nothing. */
export function createResultCache<T>(ttlMs: number): ResultCache<T> {
  const results = new Map<string, { readonly result: T; readonly expiresAtMs: number }>();
  return {
    get(key, nowMs) {
      const found = results.get(key);
      if (found === undefined) return null;
      if (found.expiresAtMs > nowMs) return found.result;
      results.delete(key);
      return null;
    },
    put(key, result, nowMs) {
      if (ttlMs <= 0) return;
      // All live equally long, so the first one in is the first to end; it makes room.
      results.delete(key);
      if (results.size >= authorizerResultsMax) results.delete(results.keys().next().value!);
      results.set(key, { result, expiresAtMs: nowMs + ttlMs });
    },
  };
}
