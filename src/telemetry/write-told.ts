// From what was told to what is stored: log entries, access log lines, and the metrics that these move.
import { hash } from 'node:crypto';
import { accessLogFormatsMax, logNamesRememberedMax } from '../core/limits.ts';
import { compileAccessLog, type AccessLogFormat } from '../execution/access-log.ts';
import type { Execution } from '../execution/execution.ts';
import type { LogEntry } from '../store/log-store.ts';
import type { RegionalTelemetryStore } from '../store/telemetry-store.ts';
import { executionLogGroup, isLogged, linesOfRecord, timesOf, writeRecord } from './execution-record.ts';
import { createFunctionMetrics } from './function-metrics.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import type { Told } from './intake.ts';
import type { MetricFilters } from './metric-filters.ts';
import { MetricSums } from './metric-sums.ts';
import type { LogBatch, LogEvent } from './telemetry.ts';

const dayMs = 86_400_000;

export interface ToldWriter {
  /** Writes the logs, and counts what moves metrics. */
  write(told: Told): Promise<void>;
  /** Writes the metrics. */
  settle(): Promise<void>;
}

/** @param nowMs When the entries count as ingested. */
export function createWriter(
  { logs, metrics }: RegionalTelemetryStore,
  filters: MetricFilters,
  nowMs: () => number,
): ToldWriter {
  const formatOf = rememberedFormats();
  const gateway = createGatewayMetrics();
  const functions = createFunctionMetrics();
  const sums = new MetricSums();
  return {
    async write({ executions, batches, invocations }) {
      for (const execution of executions) gateway.count(execution);
      for (const invocation of invocations) functions.count(invocation);
      const entries = [...entriesOfExecutions(executions, formatOf), ...entriesOfBatches(batches)];
      if (entries.length === 0) return;
      await logs.append(entries, nowMs());
      await countFiltered(entries, filters, sums);
    },
    async settle() {
      gateway.settle(sums);
      functions.settle(sums);
      const deltas = sums.take();
      if (deltas.length > 0) await metrics.add(deltas);
    },
  };
}

function entriesOfExecutions(
  executions: readonly Execution[],
  formatOf: (format: string) => AccessLogFormat,
): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const execution of executions) {
    if (execution.isTest) continue;
    if (isLogged(execution)) entries.push(executionEntry(execution));
    const { accessLog } = execution.logging;
    if (accessLog === undefined) continue;
    entries.push(accessEntry(execution, accessLog.logGroup, formatOf(accessLog.format)));
  }
  return entries;
}

function entriesOfBatches(batches: readonly LogBatch[]): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const { logGroup: group, logStream: stream, events } of batches) {
    for (const { timestampMs: timeMs, message: content } of events) {
      entries.push({ group, stream, timeMs, kind: 'text', content, createsGroup: true });
    }
  }
  return entries;
}

function executionEntry(execution: Execution): LogEntry {
  const { apiId, stage } = execution;
  return {
    group: executionLogGroup(apiId, stage),
    stream: streamName(`${apiId}/${stage}`, execution.receivedAtMs),
    ...timesOf(execution),
    kind: 'record',
    content: writeRecord(execution),
    createsGroup: true,
  };
}

/** Written when the response is sent, with the format of then: a later format is no reason to write it otherwise. */
function accessEntry(execution: Execution, group: string, format: AccessLogFormat): LogEntry {
  const { apiId, stage, receivedAtMs, latencyMs } = execution;
  return {
    group,
    stream: streamName(`access ${apiId}/${stage}`, receivedAtMs),
    timeMs: Math.round(receivedAtMs + latencyMs),
    kind: 'text',
    content: format(execution),
    createsGroup: false,
  };
}

/** By source: what was worked out last. */
const streamNames = new Map<string, { readonly day: number; readonly name: string }>();

/** 32 hex digits (SPEC §6.1). Which requests share a stream is unknown; here those of one stage and day. */
function streamName(source: string, atMs: number): string {
  const day = Math.floor(atMs / dayMs);
  const known = streamNames.get(source);
  if (known?.day === day) return known.name;
  const name = hash('md5', `${source} ${day}`);
  if (streamNames.size >= logNamesRememberedMax) streamNames.clear();
  streamNames.set(source, { day, name });
  return name;
}

function rememberedFormats(): (format: string) => AccessLogFormat {
  const compiled = new Map<string, AccessLogFormat>();
  return (format) => {
    let found = compiled.get(format);
    if (found === undefined) {
      if (compiled.size >= accessLogFormatsMax) compiled.clear();
      compiled.set(format, (found = compileAccessLog(format)));
    }
    return found;
  };
}

/** Records are rendered here only for groups that have a metric filter. */
async function countFiltered(
  entries: readonly LogEntry[],
  filters: MetricFilters,
  sums: MetricSums,
): Promise<void> {
  for (const [group, ofGroup] of Map.groupBy(entries, (entry) => entry.group)) {
    if (await filters.has(group)) await filters.count(group, ofGroup.flatMap(eventsOf), sums);
  }
}

function eventsOf({ kind, timeMs, content }: LogEntry): readonly LogEvent[] {
  return kind === 'record' ? linesOfRecord(content, 'whole') : [{ timestampMs: timeMs, message: content }];
}
