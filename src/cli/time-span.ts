// Times as people give them to commands: `10m` ago, or a date.
import { UserError } from '../core/errors.ts';

const unitsMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * @returns epoch ms of what lies `text` ago, or of the date that it is
 * @throws UserError where it is neither
 */
export function parseSince(text: string, nowMs: number): number {
  const span = /^(\d{1,6})([smhdw])$/.exec(text);
  if (span !== null) return nowMs - Number(span[1]) * unitsMs[span[2]!]!;
  const date = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(date)) return date;
  throw new UserError(
    `--since takes a time such as 30s, 10m, 2h or 1d, or a date such as 2026-01-31T09:00Z, and "${text}" is neither.`,
  );
}
