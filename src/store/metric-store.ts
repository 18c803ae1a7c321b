// The port behind which metrics live: mergeable aggregates by metric and time (DESIGN D6). One store is one region's.
import type { MetricAggregate } from './metric-aggregate.ts';

export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  /** Name → value; their order makes no difference. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricDelta extends MetricIdentity {
  readonly unit: string;
  /** Where the minute or second begins that it belongs to. */
  readonly startMs: number;
  readonly aggregate: MetricAggregate;
}

export interface StoredMetric extends MetricIdentity {
  /** Where the newest minute or second begins. */
  readonly lastStartMs: number;
}

export interface StoredAggregate {
  readonly startMs: number;
  readonly unit: string;
  readonly aggregate: MetricAggregate;
}

export interface MetricRange extends MetricIdentity {
  /** Null reads every unit. */
  readonly unit: string | null;
  readonly startMs: number;
  /** Excluded. */
  readonly endMs: number;
}

export interface MetricStore {
  /** Merges into what is there; all or none. @returns how many would have been metrics beyond the bound */
  add(deltas: readonly MetricDelta[]): Promise<number>;
  /** By time. */
  read(range: MetricRange): Promise<readonly StoredAggregate[]>;
  /** Each metric once, whatever its units; by namespace, name and dimensions. */
  list(filter: {
    readonly namespace?: string | undefined;
    readonly name?: string | undefined;
  }): Promise<readonly StoredMetric[]>;
}
