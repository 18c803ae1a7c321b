// Where records and log lines go: the newest in memory, all in the store, heard by whoever subscribes. Never makes a writer wait.
import type { Execution } from '../execution/execution.ts';
import type { LogEntry, LogStore, SubscriptionFilterModel } from '../store/log-store.ts';
import type { MetricStore } from '../store/metric-store.ts';

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

/** What a subscription filter let through of one stream, at one time. */
export interface SubscribedEvents {
  readonly logGroup: string;
  readonly logStream: string;
  readonly filter: SubscriptionFilterModel;
  readonly events: readonly LogEvent[];
}

/** Entries that the store has taken, in the order in which they came. */
export interface StoredEntries {
  readonly entries: readonly LogEntry[];
  readonly ingestedAtMs: number;
}

/** One invocation of a function, as Lambda's metrics count it (SPEC §11). */
export interface InvocationRecord {
  readonly functionName: string;
  /** The name as invoked: `pets`, or `pets:live` with a version or an alias. */
  readonly resource: string;
  /** Epoch ms when it began. */
  readonly atMs: number;
  readonly durationMs: number;
  /** The function failed: threw, timed out, crashed. */
  readonly error: boolean;
  /** Refused for want of concurrency: then it counts as no invocation. */
  readonly throttled: boolean;
  /** Invocations of the function under way, this one included. */
  readonly concurrent: number;
}

export interface Telemetry {
  recordExecution(execution: Execution): void;
  recordInvocation(invocation: InvocationRecord): void;
  putLogEvents(batch: LogBatch): void;
  /** Newest last, at most `executionsKeptMax`. */
  executions(): readonly Execution[];
  /** Events of one group in order of arrival. */
  logEvents(logGroup: string): readonly (LogEvent & { readonly logStream: string })[];
  /** Counts of what a bound forced out of memory, for honesty. */
  dropped(): { readonly executions: number; readonly logEvents: number };
  /** Counts of what never reached the store: too much came at one time, or the store could not be written. */
  lost(): { readonly executions: number; readonly logEvents: number };
  /** The logs and metrics kept, with everything that was told before. */
  logs(): Promise<LogStore>;
  metrics(): Promise<MetricStore>;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Returns the function that ends the subscription. */
  onExecution(listener: (execution: Execution) => void): () => void;
  onLogEvents(listener: (batch: LogBatch) => void): () => void;
  /** Hears of logs of every kind once they are kept. */
  onStored(listener: (stored: StoredEntries) => void): () => void;
  /** Hears what groups' subscription filters let through, once it is kept. */
  onSubscribed(listener: (subscribed: SubscribedEvents) => void): () => void;
}
