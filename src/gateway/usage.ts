// How much of usage plans API keys have used: counted in memory, written to the store once a second at most (SPEC §1.8).
import type { Clock } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import { usageDaysKeptMax, usageFlushMs } from '../core/limits.ts';
import type { Store } from '../store/store.ts';
import type { QuotaModel, UsageDocument, UsagePlanDocument } from './account-model.ts';

export interface Usage {
  /** Counts one request of the key; false, and nothing is counted, where the plan's quota is used up. */
  count(plan: UsagePlanDocument, apiKeyId: string, nowMs: number): boolean;
  /** Takes plans and documents as they stand in the store now; what is not written yet stays counted. */
  load(plans: ReadonlyMap<string, UsagePlanDocument>, documents: readonly UsageDocument[]): void;
  /** Resolves when everything counted before the call is written. */
  flush(): Promise<void>;
}

interface Counter {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  quota: QuotaModel | null;
  /** First day of the period that `remaining` is about. */
  period: string;
  remaining: number;
  /** Counted and not written yet, by day. */
  pending: Map<string, number>;
  /** What a changed limit adds to or takes off the rest, not written yet. */
  adjustment: number;
}

/** `2026-11-22`, UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The first day of the period that a day lies in. The offset moves the period's beginning: 1 makes a week begin on Monday
 * in place of Sunday (CloudFormation's reference of QuotaSettings; the limits of 0, 6 and 27 that AWS checks agree).
 */
export function periodStart({ period, offset }: QuotaModel, day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  switch (period) {
    case 'DAY':
      break;
    case 'WEEK':
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() - offset + 7) % 7));
      break;
    case 'MONTH':
      if (date.getUTCDate() <= offset) date.setUTCMonth(date.getUTCMonth() - 1, offset + 1);
      else date.setUTCDate(offset + 1);
  }
  return date.toISOString().slice(0, 10);
}

/** What is left on a day by what is written: the period's last word, or the whole quota. */
export function remainingOn(days: UsageDocument['days'], quota: QuotaModel, day: string): number {
  return writtenRemaining(days, quota, day) ?? quota.limit;
}

function writtenRemaining(days: UsageDocument['days'], quota: QuotaModel, day: string): number | null {
  const start = periodStart(quota, day);
  let last: string | null = null;
  for (const [written, { remaining }] of Object.entries(days)) {
    if (remaining === null || written < start || written > day) continue;
    if (last === null || written > last) last = written;
  }
  return last === null ? null : days[last]!.remaining;
}

export function createUsage(store: Store, clock: Clock): Usage {
  const counters = new Map<string, Counter>();
  const written = new Map<string, UsageDocument['days']>();
  const dirty = new Set<Counter>();
  let scheduled = false;
  let flushing: Promise<void> = Promise.resolve();

  const counterOf = (plan: UsagePlanDocument, apiKeyId: string): Counter => {
    const key = `${plan.id}/${apiKeyId}`;
    let counter = counters.get(key);
    if (counter === undefined) {
      const fresh = { period: '', remaining: 0, pending: new Map<string, number>(), adjustment: 0 };
      counter = { usagePlanId: plan.id, apiKeyId, quota: plan.quota, ...fresh };
      counters.set(key, counter);
    }
    return counter;
  };

  const count = (plan: UsagePlanDocument, apiKeyId: string, nowMs: number): boolean => {
    const counter = counterOf(plan, apiKeyId);
    const day = dayOf(nowMs);
    if (counter.quota !== null) {
      const start = periodStart(counter.quota, day);
      if (counter.period !== start) {
        counter.period = start;
        counter.remaining = remainingOn(written.get(`${plan.id}/${apiKeyId}`) ?? {}, counter.quota, day);
      }
      if (counter.remaining <= 0) return false;
      counter.remaining--;
    }
    counter.pending.set(day, (counter.pending.get(day) ?? 0) + 1);
    dirty.add(counter);
    schedule();
    return true;
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    clock.after(usageFlushMs, () => {
      flush().catch((thrown: unknown) => {
        process.stderr.write(`varco: the use of API keys could not be written: ${messageOf(thrown)}\n`);
      });
    });
  };

  const flush = (): Promise<void> => {
    scheduled = false;
    // One behind the other; a flush that failed leaves its counts to the next.
    flushing = flushing.catch(() => undefined).then(writeAll);
    return flushing;
  };

  const writeAll = async (): Promise<void> => {
    const waiting = [...dirty];
    for (const counter of waiting) {
      await store.exclusively('usage', `${counter.usagePlanId}/${counter.apiKeyId}`, () => writeOne(counter));
    }
  };

  /** Adds to what stands in the store, so that an UpdateUsage in between is kept. */
  const writeOne = async (counter: Counter): Promise<void> => {
    const { usagePlanId, apiKeyId, quota } = counter;
    const key = `${usagePlanId}/${apiKeyId}`;
    const document = await store.get<UsageDocument>('usage', key);
    const pending = [...counter.pending];
    const { adjustment } = counter;
    const days = { ...document?.days };
    if (quota !== null && adjustment !== 0) {
      const today = dayOf(clock.nowMs());
      const remaining = Math.max(0, remainingOn(days, quota, today) + adjustment);
      days[today] = { used: days[today]?.used ?? 0, remaining };
    }
    for (const [day, used] of pending) {
      const remaining = quota === null ? null : Math.max(0, remainingOn(days, quota, day) - used);
      days[day] = { used: (days[day]?.used ?? 0) + used, remaining };
    }
    const value: UsageDocument = { usagePlanId, apiKeyId, days: newest(days) };
    await store.write([{ kind: 'usage', key, value }]);
    for (const [day, used] of pending) {
      const left = counter.pending.get(day)! - used;
      if (left > 0) counter.pending.set(day, left);
      else counter.pending.delete(day);
    }
    counter.adjustment -= adjustment;
    take(counter, value.days);
  };

  /** The store's word, less what is counted since. */
  const take = (counter: Counter, days: UsageDocument['days']): void => {
    written.set(`${counter.usagePlanId}/${counter.apiKeyId}`, days);
    if (counter.pending.size === 0 && counter.adjustment === 0) dirty.delete(counter);
    if (counter.quota === null || counter.period === '') return;
    const today = dayOf(clock.nowMs());
    if (periodStart(counter.quota, today) !== counter.period) return;
    const unwritten = counter.pending.get(today) ?? 0;
    counter.remaining = remainingOn(days, counter.quota, today) + counter.adjustment - unwritten;
  };

  const load = (plans: ReadonlyMap<string, UsagePlanDocument>, documents: readonly UsageDocument[]): void => {
    written.clear();
    for (const { usagePlanId, apiKeyId, days } of documents) written.set(`${usagePlanId}/${apiKeyId}`, days);
    for (const [key, counter] of counters) {
      const plan = plans.get(counter.usagePlanId);
      if (plan === undefined || !plan.apiKeyIds.includes(counter.apiKeyId)) {
        counters.delete(key);
        dirty.delete(counter);
        continue;
      }
      const days = written.get(key) ?? {};
      changeQuota(counter, plan.quota, days, dayOf(clock.nowMs()));
      take(counter, days);
      if (counter.adjustment !== 0) dirty.add(counter);
    }
    if (dirty.size > 0) schedule();
  };

  return { count, load, flush };
}

/** A raised limit adds to the rest of the running period; another period begins afresh. */
function changeQuota(
  counter: Counter,
  quota: QuotaModel | null,
  days: UsageDocument['days'],
  today: string,
): void {
  const before = counter.quota;
  counter.quota = quota;
  if (before === null || quota === null) {
    counter.period = '';
  } else if (before.period !== quota.period || before.offset !== quota.offset) {
    counter.period = '';
  } else if (before.limit !== quota.limit && writtenRemaining(days, quota, today) !== null) {
    counter.adjustment += quota.limit - before.limit;
  }
}

function newest(days: UsageDocument['days']): UsageDocument['days'] {
  const all = Object.entries(days);
  if (all.length <= usageDaysKeptMax) return days;
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)).slice(-usageDaysKeptMax));
}
