// Values on their way to the store, added up by metric and minute: a thousand requests become a few merges.
import { mergeAggregates, roundedValue, type MetricAggregate } from '../store/metric-aggregate.ts';
import type { MetricDelta } from '../store/metric-store.ts';

export const minuteMs = 60_000;

/** The start of the minute, or of whatever the resolution is, that a time belongs to. */
export function startOf(atMs: number, resolutionMs: number = minuteMs): number {
  return Math.floor(atMs / resolutionMs) * resolutionMs;
}

/** Values of one metric as they come. */
export class Distribution {
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  readonly #values = new Map<number, number>();

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const rounded = roundedValue(value);
    this.#values.set(rounded, (this.#values.get(rounded) ?? 0) + 1);
  }

  aggregate(): MetricAggregate {
    return { count: this.#count, sum: this.#sum, min: this.#min, max: this.#max, values: this.#values };
  }
}

/** What happened `times` of `count` times: each time 1, or 0. */
export function occurrences(times: number, count: number): MetricAggregate {
  const values = new Map<number, number>();
  if (times > 0) values.set(1, times);
  if (times < count) values.set(0, count - times);
  return { count, sum: times, min: times < count ? 0 : 1, max: times > 0 ? 1 : 0, values };
}

/** Merges what is of one metric, unit and minute. */
export class MetricSums {
  #deltas = new Map<string, MetricDelta>();

  /** Of nothing, nothing is added. */
  add(delta: MetricDelta): void {
    if (delta.aggregate.count === 0) return;
    const { namespace, name, unit, startMs, dimensions } = delta;
    let key = `${startMs}\n${unit}\n${namespace}\n${name}`;
    for (const dimension of Object.keys(dimensions).toSorted())
      key += `\n${dimension}\n${dimensions[dimension]}`;
    const known = this.#deltas.get(key);
    this.#deltas.set(
      key,
      known === undefined
        ? delta
        : { ...delta, aggregate: mergeAggregates(known.aggregate, delta.aggregate) },
    );
  }

  /** Gives what was added, and begins anew. */
  take(): readonly MetricDelta[] {
    const deltas = [...this.#deltas.values()];
    this.#deltas = new Map();
    return deltas;
  }
}
