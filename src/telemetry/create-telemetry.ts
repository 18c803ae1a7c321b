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
import { createCounted, type Counted } from './counted.ts';
import { createIntake } from './intake.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createMetricFilters } from './metric-filters.ts';
import { createSubscriptions } from './subscriptions.ts';
import type { LogBatch, LogEvent, StoredEntries, SubscribedEvents, Telemetry } from './telemetry.ts';
import { createWriter, leavesEntries, type ToldWriter } from './write-told.ts';

interface KeptLogEvent extends LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
}

export interface TelemetryOptions {
  /** Where logs and metrics are kept; a store of its own in memory unless given. */
  readonly store?: RegionalTelemetryStore;
  readonly clock?: Clock;
  /** Asked of each request: whether API Gateway may log it; always unless given. Metrics count it all the same. */
  readonly mayLog?: () => boolean;
  /** Where the first error of a listener goes, and the first of the store; standard error unless given. */
  readonly reportDefect?: (error: unknown) => void;
}

/** The store is not closed by it: who opened it flushes first, and closes it then. */
export function createTelemetry(options: TelemetryOptions = {}): Telemetry {
  const clock = options.clock ?? systemClock;
  const reportDefect = options.reportDefect ?? reportOnStderr;
  const mayLog = options.mayLog ?? (() => true);
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
  const storedListeners = createListeners<StoredEntries>(reportDefect);
  const subscribers = createListeners<SubscribedEvents>(reportDefect);
  const counted = createCounted();
  const kept = keptIn(options.store, clock, counted, storedListeners, subscribers);
  const intake = createIntake(clock, () => kept().writer, once(reportDefect));
  return {
    recordExecution(execution) {
      executions.add(execution);
      counted.execution(execution);
      intake.counted();
      if (leavesEntries(execution) && mayLog()) intake.execution(execution);
      executionListeners.tell(execution);
    },
    recordInvocation(invocation) {
      counted.invocation(invocation);
      intake.counted();
    },
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
    onStored: (listener) => storedListeners.add(listener),
    onSubscribed: (listener) => subscribers.add(listener),
  };
}

interface Kept extends RegionalTelemetryStore {
  readonly writer: ToldWriter;
}

/** Nothing is opened before something is written or read. */
function keptIn(
  given: RegionalTelemetryStore | undefined,
  clock: Clock,
  counted: Counted,
  storedListeners: Listeners<StoredEntries>,
  subscribers: Listeners<SubscribedEvents>,
): () => Kept {
  let kept: Kept | null = null;
  return () => {
    if (kept === null) {
      const { logs, metrics } = given ?? openSqliteTelemetry({ file: null }).region('');
      const filters = createMetricFilters(logs);
      const subscriptions = createSubscriptions(logs);
      const writer = createWriter(
        { logs, metrics },
        filters,
        counted,
        () => clock.nowMs(),
        async (stored) => {
          storedListeners.tell(stored);
          await subscriptions.deliver(stored.entries, (subscribed) => subscribers.tell(subscribed));
        },
      );
      const forget = (group: string): void => {
        filters.forget(group);
        subscriptions.forget(group);
      };
      kept = { logs: watched(logs, forget), metrics, writer };
    }
    return kept;
  };
}

/** Whoever changes a group here changes its filters at once. */
function watched(logs: LogStore, forget: (group: string) => void): LogStore {
  return {
    ...logs,
    async changeGroup(name, change) {
      const changed = await logs.changeGroup(name, change);
      forget(name);
      return changed;
    },
    async createGroup(name, createdAtMs, settings) {
      const created = await logs.createGroup(name, createdAtMs, settings);
      forget(name);
      return created;
    },
    async deleteGroup(name) {
      const deleted = await logs.deleteGroup(name);
      forget(name);
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
