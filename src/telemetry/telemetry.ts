// Where records and log lines go: bounded, in memory, heard by whoever subscribes. Never waits, never throws at a writer.
import type { Execution } from '../execution/execution.ts';

export interface LogEvent {
  /** Epoch ms. */
  readonly timestampMs: number;
  readonly message: string;
}

export interface LogBatch {
  readonly logGroup: string;
  readonly logStream: string;
  readonly events: readonly LogEvent[];
}

export interface Telemetry {
  recordExecution(execution: Execution): void;
  putLogEvents(batch: LogBatch): void;
  /** Newest last, at most `executionsKeptMax`. */
  executions(): readonly Execution[];
  /** Events of one group in order of arrival. */
  logEvents(logGroup: string): readonly (LogEvent & { readonly logStream: string })[];
  /** Counts of what a bound forced out, for honesty. */
  dropped(): { readonly executions: number; readonly logEvents: number };
  /** Returns the function that ends the subscription. */
  onExecution(listener: (execution: Execution) => void): () => void;
  onLogEvents(listener: (batch: LogBatch) => void): () => void;
}
