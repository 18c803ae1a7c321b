// What of AWS cannot hold on one's own machine, each with its reason: reported as skipped, never as passed.

export interface NotLocal {
  /** Id of a case, or the beginning of one. */
  readonly id: string;
  readonly reason: string;
}

export const notLocal: readonly NotLocal[] = [];

export function notLocalReason(id: string): string | null {
  return notLocal.find((entry) => id.startsWith(entry.id))?.reason ?? null;
}
