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

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(value: number, times: number = 1): void {
    this.#count += times;
    this.#sum += value * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const rounded = roundedValue(value);
    this.#values.set(rounded, (this.#values.get(rounded) ?? 0) + times);
  }

  aggregate(): MetricAggregate {
    return { count: this.#count, sum: this.#sum, min: this.#min, max: this.#max, values: this.#values };
  }
}

/** Merges what is of one metric, unit and minute. */
export class MetricSums {
  readonly #deltas = new Map<string, MetricDelta>();

  add(delta: MetricDelta): void {
    const { namespace, name, unit, startMs, dimensions } = delta;
    let key = `${startMs}\n${unit}\n${namespace}\n${name}`;
    for (const dimension of Object.keys(dimensions).toSorted()) key += `\n${dimension}\n${dimensions[dimension]}`;
    const known = this.#deltas.get(key);
    this.#deltas.set(
      key,
      known === undefined ? delta : { ...delta, aggregate: mergeAggregates(known.aggregate, delta.aggregate) },
    );
  }

  deltas(): readonly MetricDelta[] {
    return [...this.#deltas.values()];
  }
}
