// Telemetry in memory: the newest executions and log events, and those who listen to them.
import { inspect } from 'node:util';
import {
  executionBytesKeptMax,
  executionsKeptMax,
  logEventBytesKeptMax,
  logEventsKeptMax,
} from '../core/limits.ts';
import type { Execution } from '../execution/execution.ts';
import { createBoundedRing } from './bounded-ring.ts';
import { createListeners } from './listeners.ts';
import type { LogBatch, LogEvent, Telemetry } from './telemetry.ts';

interface KeptLogEvent extends LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
}

/**
 * @param options.reportDefect Where the first error of a listener goes; standard error unless given.
 */
export function createTelemetry(
  options: { readonly reportDefect?: (error: unknown) => void } = {},
): Telemetry {
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
  return {
    recordExecution(execution) {
      executions.add(execution);
      executionListeners.tell(execution);
    },
    putLogEvents(batch) {
      const { logGroup, logStream } = batch;
      for (const { timestampMs, message } of batch.events) {
        logEvents.add({ timestampMs, message, logGroup, logStream });
      }
      logListeners.tell(batch);
    },
    executions: () => executions.items(),
    logEvents: (logGroup) => logEvents.items().filter((event) => event.logGroup === logGroup),
    dropped: () => ({ executions: executions.dropped(), logEvents: logEvents.dropped() }),
    onExecution: (listener) => executionListeners.add(listener),
    onLogEvents: (listener) => logListeners.add(listener),
  };
}

/** For what has no text of its own: the objects, and headers, which the gateway bounds. */
const fixedExecutionBytes = 2048;
const fixedLogEventBytes = 64;

/** Looks at lengths alone: this is on the hot path. */
function executionBytes(execution: Execution): number {
  const { request, integration, response } = execution;
  const sent = integration === null ? 0 : integration.requestBody.length;
  const received = integration === null || integration.call === null ? 0 : integration.call.payload.length;
  return fixedExecutionBytes + request.body.length + sent + received + response.body.byteLength;
}

function logEventBytes(event: KeptLogEvent): number {
  return fixedLogEventBytes + event.message.length;
}

function reportOnStderr(error: unknown): void {
  process.stderr.write(
    `A telemetry listener failed; its later failures are not reported: ${inspect(error)}\n`,
  );
}
