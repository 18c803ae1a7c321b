// How much of usage plans API keys have used: counted in memory, written to the store once a second at most (SPEC §1.8).
import type { Clock } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import { usageDaysKeptMax, usageFlushMs } from '../core/limits.ts';
import type { Store } from '../store/store.ts';
import type { QuotaModel, UsageDocument, UsagePlanDocument } from './account-model.ts';
import { dayOf, periodStart, remainingOn, writtenRemaining } from './quota-period.ts';

type Days = UsageDocument['days'];

interface Counter {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  quota: QuotaModel | null;
  /** First day of the period that `remaining` is about; '' for none yet. */
  period: string;
  remaining: number;
  /** Counted and not written yet, by day. */
  readonly pending: Map<string, number>;
  /** What a changed limit adds to or takes off the rest, not written yet. */
  adjustment: number;
}

export class Usage {
  readonly #store: Store;
  readonly #clock: Clock;
  /** By `{usagePlanId}/{apiKeyId}`, as are the documents. */
  readonly #counters = new Map<string, Counter>();
  readonly #written = new Map<string, Days>();
  readonly #dirty = new Set<Counter>();
  #scheduled = false;
  #flushing: Promise<void> = Promise.resolve();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts one request of the key; false, and nothing is counted, where the plan's quota is used up. */
  count(plan: UsagePlanDocument, apiKeyId: string, nowMs: number): boolean {
    const counter = this.#counterOf(plan, apiKeyId);
    const day = dayOf(nowMs);
    if (counter.quota !== null) {
      const start = periodStart(counter.quota, day);
      if (counter.period !== start) {
        counter.period = start;
        counter.remaining = remainingOn(this.#written.get(keyOf(counter)) ?? {}, counter.quota, day);
      }
      if (counter.remaining <= 0) return false;
      counter.remaining--;
    }
    counter.pending.set(day, (counter.pending.get(day) ?? 0) + 1);
    this.#mark(counter);
    return true;
  }

  /** Forgets what is counted for plans that are gone, and for keys that left theirs: it is not to be written any more. */
  retain(plans: ReadonlyMap<string, UsagePlanDocument>): void {
    for (const [key, counter] of this.#counters) {
      if (plans.get(counter.usagePlanId)?.apiKeyIds.includes(counter.apiKeyId) === true) continue;
      this.#counters.delete(key);
      this.#dirty.delete(counter);
    }
  }

  /** Takes plans and documents as they stand in the store now; what is not written yet stays counted. */
  load(plans: ReadonlyMap<string, UsagePlanDocument>, documents: readonly UsageDocument[]): void {
    this.retain(plans);
    this.#written.clear();
    for (const document of documents) this.#written.set(keyOf(document), document.days);
    const today = dayOf(this.#clock.nowMs());
    for (const [key, counter] of this.#counters) {
      const days = this.#written.get(key) ?? {};
      changeQuota(counter, plans.get(counter.usagePlanId)!.quota, days, today);
      this.#take(counter, days);
      if (counter.adjustment !== 0) this.#mark(counter);
    }
  }

  /** Resolves when everything counted before the call is written. */
  flush(): Promise<void> {
    this.#scheduled = false;
    // One behind the other; a flush that failed leaves its counts to the next.
    this.#flushing = this.#flushing.catch(() => undefined).then(() => this.#writeAll());
    return this.#flushing;
  }

  #counterOf(plan: UsagePlanDocument, apiKeyId: string): Counter {
    const key = `${plan.id}/${apiKeyId}`;
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const counter: Counter = {
      usagePlanId: plan.id,
      apiKeyId,
      quota: plan.quota,
      period: '',
      remaining: 0,
      pending: new Map(),
      adjustment: 0,
    };
    this.#counters.set(key, counter);
    return counter;
  }

  #mark(counter: Counter): void {
    this.#dirty.add(counter);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#clock.after(usageFlushMs, () => {
      this.flush().catch((thrown: unknown) => {
        process.stderr.write(`varco: the use of API keys could not be written: ${messageOf(thrown)}\n`);
      });
    });
  }

  async #writeAll(): Promise<void> {
    const waiting = [...this.#dirty];
    for (const counter of waiting) {
      await this.#store.exclusively('usage', keyOf(counter), () => this.#write(counter));
    }
  }

  /** Adds to what stands in the store, so that an UpdateUsage in between is kept. */
  async #write(counter: Counter): Promise<void> {
    const { usagePlanId, apiKeyId, quota, adjustment } = counter;
    const key = keyOf(counter);
    const document = await this.#store.get<UsageDocument>('usage', key);
    const pending = [...counter.pending];
    const days = { ...document?.days };
    if (quota !== null && adjustment !== 0) {
      const today = dayOf(this.#clock.nowMs());
      const remaining = Math.max(0, remainingOn(days, quota, today) + adjustment);
      days[today] = { used: days[today]?.used ?? 0, remaining };
    }
    for (const [day, used] of pending) {
      const remaining = quota === null ? null : Math.max(0, remainingOn(days, quota, day) - used);
      days[day] = { used: (days[day]?.used ?? 0) + used, remaining };
    }
    const value: UsageDocument = { usagePlanId, apiKeyId, days: newest(days) };
    await this.#store.write([{ kind: 'usage', key, value }]);
    for (const [day, used] of pending) {
      const left = counter.pending.get(day)! - used;
      if (left > 0) counter.pending.set(day, left);
      else counter.pending.delete(day);
    }
    counter.adjustment -= adjustment;
    this.#take(counter, value.days);
  }

  /** The store's word, less what is counted since. */
  #take(counter: Counter, days: Days): void {
    this.#written.set(keyOf(counter), days);
    if (counter.pending.size === 0 && counter.adjustment === 0) this.#dirty.delete(counter);
    if (counter.quota === null || counter.period === '') return;
    const today = dayOf(this.#clock.nowMs());
    if (periodStart(counter.quota, today) !== counter.period) return;
    const unwritten = counter.pending.get(today) ?? 0;
    counter.remaining = remainingOn(days, counter.quota, today) + counter.adjustment - unwritten;
  }
}

function keyOf({ usagePlanId, apiKeyId }: Pick<Counter, 'usagePlanId' | 'apiKeyId'>): string {
  return `${usagePlanId}/${apiKeyId}`;
}

/** A raised limit adds to the rest of the running period; another period begins afresh. */
function changeQuota(counter: Counter, quota: QuotaModel | null, days: Days, today: string): void {
  const before = counter.quota;
  counter.quota = quota;
  if (before === null || quota === null || before.period !== quota.period || before.offset !== quota.offset) {
    counter.period = '';
  } else if (before.limit !== quota.limit && writtenRemaining(days, quota, today) !== null) {
    counter.adjustment += quota.limit - before.limit;
  }
}

function newest(days: Days): Days {
  const all = Object.entries(days);
  if (all.length <= usageDaysKeptMax) return days;
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)).slice(-usageDaysKeptMax));
}
