// The days of a usage plan's quota: which period a day lies in, and what is left on it (SPEC §1.8).
import type { QuotaModel, UsageDocument } from './account-model.ts';

const dayMs = 86_400_000;
let latest = { number: -1, text: '' };

/** `2026-11-22`, UTC. */
export function dayOf(ms: number): string {
  const number = Math.floor(ms / dayMs);
  if (latest.number !== number)
    latest = { number, text: new Date(number * dayMs).toISOString().slice(0, 10) };
  return latest.text;
}

/**
 * The first day of the period that a day lies in. The offset moves the period's beginning: 1 makes a week begin on Monday
 * in place of Sunday (CloudFormation's reference of QuotaSettings; the limits of 0, 6 and 27 that AWS checks agree).
 */
export function periodStart({ period, offset }: QuotaModel, day: string): string {
  if (period === 'DAY') return day;
  const date = new Date(`${day}T00:00:00Z`);
  if (period === 'WEEK') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() - offset + 7) % 7));
  else if (date.getUTCDate() <= offset) date.setUTCMonth(date.getUTCMonth() - 1, offset + 1);
  else date.setUTCDate(offset + 1);
  return date.toISOString().slice(0, 10);
}

/** What is left on a day by what is written: the period's last word, or the whole quota. */
export function remainingOn(days: UsageDocument['days'], quota: QuotaModel, day: string): number {
  return writtenRemaining(days, quota, day) ?? quota.limit;
}

/** The period's last word up to a day; null where nothing of it is written. */
export function writtenRemaining(days: UsageDocument['days'], quota: QuotaModel, day: string): number | null {
  const start = periodStart(quota, day);
  let last: string | null = null;
  for (const [written, { remaining }] of Object.entries(days)) {
    if (remaining === null || written < start || written > day) continue;
    if (last === null || written > last) last = written;
  }
  return last === null ? null : days[last]!.remaining;
}
