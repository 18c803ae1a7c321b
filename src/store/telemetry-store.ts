// The port behind which all telemetry lives: every region's logs and metrics, in one place with one bound.
import type { LogStore } from './log-store.ts';
import type { MetricStore } from './metric-store.ts';

export interface RegionalTelemetryStore {
  readonly logs: LogStore;
  readonly metrics: MetricStore;
}

export interface TelemetryStore {
  region(name: string): RegionalTelemetryStore;
  /**
   * Takes away what retention, deletions and the store's own bounds let go, a bounded part at a time.
   *
   * @returns whether more is left to take away
   */
  sweep(nowMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** How much a store keeps; what is beyond goes, oldest first. */
export interface TelemetryBounds {
  readonly logEntriesMax: number;
  readonly logBytesMax: number;
}
