// Telemetry: the newest executions and log events in memory, all of them on their way to the store, and those who listen.
import { inspect } from 'node:util';
import { systemClock, type Clock } from '../core/clock.ts';
import {
  executionBytesKeptMax,
  executionsKeptMax,
  logEventBytesKeptMax,
  logEventsKeptMax,
} from '../core/limits.ts';
import type { Execution } from '../execution/execution.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteTelemetry } from '../store/sqlite/sqlite-telemetry.ts';
import type { RegionalTelemetryStore } from '../store/telemetry-store.ts';
import { createBoundedRing } from './bounded-ring.ts';
import { createIntake } from './intake.ts';
import { createListeners } from './listeners.ts';
import { createMetricFilters, type MetricFilters } from './metric-filters.ts';
import type { LogBatch, LogEvent, Telemetry } from './telemetry.ts';
import { createWriter, type ToldWriter } from './write-told.ts';

interface KeptLogEvent extends LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
}

export interface TelemetryOptions {
  /** Where logs and metrics are kept; a store of its own in memory unless given. */
  readonly store?: RegionalTelemetryStore;
  readonly clock?: Clock;
  /** Where the first error of a listener goes, and the first of the store; standard error unless given. */
  readonly reportDefect?: (error: unknown) => void;
}

/** The store is not closed by it: who opened it flushes first, and closes it then. */
export function createTelemetry(options: TelemetryOptions = {}): Telemetry {
  const clock = options.clock ?? systemClock;
  const reportDefect = options.reportDefect ?? reportOnStderr;
  const executions = createBoundedRing<Execution>({
    countMax: executionsKeptMax,
    bytesMax: executionBytesKeptMax,
    weigh: executionBytes,
  });
  const logEvents = createBoundedRing<KeptLogEvent>({
    countMax: logEventsKeptMax,
    bytesMax: logEventBytesKeptMax,
    weigh: logEventBytes,
  });
  const executionListeners = createListeners<Execution>(reportDefect);
  const logListeners = createListeners<LogBatch>(reportDefect);
  const kept = keptIn(options.store, clock);
  const intake = createIntake(clock, () => kept().writer, once(reportDefect));
  return {
    recordExecution(execution) {
      executions.add(execution);
      intake.execution(execution);
      executionListeners.tell(execution);
    },
    recordInvocation: (invocation) => intake.invocation(invocation),
    putLogEvents(batch) {
      const { logGroup, logStream } = batch;
      for (const { timestampMs, message } of batch.events) {
        logEvents.add({ timestampMs, message, logGroup, logStream });
      }
      intake.batch(batch);
      logListeners.tell(batch);
    },
    executions: () => executions.items(),
    logEvents: (logGroup) => logEvents.items().filter((event) => event.logGroup === logGroup),
    dropped: () => ({ executions: executions.dropped(), logEvents: logEvents.dropped() }),
    lost: () => intake.dropped(),
    async logs() {
      await intake.flush();
      return kept().logs;
    },
    async metrics() {
      await intake.flush();
      return kept().metrics;
    },
    flush: () => intake.flush(),
    onExecution: (listener) => executionListeners.add(listener),
    onLogEvents: (listener) => logListeners.add(listener),
  };
}

interface Kept extends RegionalTelemetryStore {
  readonly writer: ToldWriter;
}

/** Nothing is opened before something is written or read. */
function keptIn(given: RegionalTelemetryStore | undefined, clock: Clock): () => Kept {
  let kept: Kept | null = null;
  return () => {
    if (kept === null) {
      const { logs, metrics } = given ?? openSqliteTelemetry({ file: null }).region('');
      const filters = createMetricFilters(logs);
      const writer = createWriter({ logs, metrics }, filters, () => clock.nowMs());
      kept = { logs: watched(logs, filters), metrics, writer };
    }
    return kept;
  };
}

/** Whoever changes a group here changes its metric filters at once. */
function watched(logs: LogStore, filters: MetricFilters): LogStore {
  return {
    ...logs,
    async changeGroup(name, change) {
      const changed = await logs.changeGroup(name, change);
      filters.forget(name);
      return changed;
    },
    async createGroup(name, createdAtMs, settings) {
      const created = await logs.createGroup(name, createdAtMs, settings);
      filters.forget(name);
      return created;
    },
    async deleteGroup(name) {
      const deleted = await logs.deleteGroup(name);
      filters.forget(name);
      return deleted;
    },
  };
}

function once(report: (error: unknown) => void): (error: unknown) => void {
  let reported = false;
  return (error) => {
    if (!reported) report(new Error('Logs and metrics cannot be written; some are lost.', { cause: error }));
    reported = true;
  };
}

/** For what has no text of its own: the objects, and headers, which the gateway bounds. */
const fixedExecutionBytes = 2048;
const fixedLogEventBytes = 64;

/** Looks at lengths alone: this is on the hot path. */
function executionBytes(execution: Execution): number {
  const { request, integration, authorizer, response } = execution;
  const called = callBytes(integration) + (authorizer === undefined ? 0 : callBytes(authorizer.integration));
  return fixedExecutionBytes + request.body.length + called + response.body.byteLength;
}

function callBytes(integration: Execution['integration']): number {
  if (integration === null) return 0;
  return integration.requestBody.length + (integration.call === null ? 0 : integration.call.payload.length);
}

function logEventBytes(event: KeptLogEvent): number {
  return fixedLogEventBytes + event.message.length;
}

function reportOnStderr(error: unknown): void {
  process.stderr.write(`Telemetry failed; later failures of the same are not reported: ${inspect(error)}\n`);
}
