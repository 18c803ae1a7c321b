// Token buckets: stage and method throttling (SPEC §10, §5.2). Best effort on AWS, exact here.

export interface Throttle {
  /** Takes one token; false means the request is answered with 429. */
  admit(nowMs: number): boolean;
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Starts full. A rate or burst of 0 admits nothing, as on AWS. */
export function createThrottle(ratePerSecond: number, burst: number): Throttle {
  let tokens = burst;
  let filledAtMs = -1;
  return {
    ratePerSecond,
    burst,
    admit(nowMs) {
      if (filledAtMs !== -1 && nowMs > filledAtMs) {
        tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) / 1000) * ratePerSecond);
      }
      filledAtMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return ratePerSecond > 0;
    },
  };
}
