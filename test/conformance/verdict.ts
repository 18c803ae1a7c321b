// How a case ended.

export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly differences: readonly string[] }
  | { readonly kind: 'skip'; readonly reason: string };

/** Thrown where a case cannot be replayed at this endpoint, or by this program; the message is the reason. */
export class CannotReplay extends Error {}
