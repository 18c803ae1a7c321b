// From what was told to what is stored: log entries, access log lines, and the metrics that these move.
import { hash } from 'node:crypto';
import { accessLogFormatsMax } from '../core/limits.ts';
import { compileAccessLog, type AccessLogFormat } from '../execution/access-log.ts';
import type { Execution } from '../execution/execution.ts';
import type { LogEntry } from '../store/log-store.ts';
import type { RegionalTelemetryStore } from '../store/telemetry-store.ts';
import { executionLogGroup, isLogged, linesOfRecord, timesOf, writeRecord } from './execution-record.ts';
import { countInvocations } from './function-metrics.ts';
import { countExecutions } from './gateway-metrics.ts';
import type { Told } from './intake.ts';
import type { MetricFilters } from './metric-filters.ts';
import { MetricSums } from './metric-sums.ts';
import type { LogEvent } from './telemetry.ts';

const dayMs = 86_400_000;

/** @param nowMs When the entries count as ingested. */
export function createWriter(
  { logs, metrics }: RegionalTelemetryStore,
  filters: MetricFilters,
  nowMs: () => number,
): (told: Told) => Promise<void> {
  const formatOf = rememberedFormats();
  return async ({ executions, batches, invocations }) => {
    const entries: LogEntry[] = [];
    for (const execution of executions) {
      if (execution.isTest) continue;
      if (isLogged(execution)) entries.push(executionEntry(execution));
      const { accessLog } = execution.logging;
      if (accessLog !== undefined) entries.push(accessEntry(execution, accessLog.logGroup, formatOf(accessLog.format)));
    }
    for (const { logGroup: group, logStream: stream, events } of batches) {
      for (const { timestampMs: timeMs, message: content } of events) {
        entries.push({ group, stream, timeMs, kind: 'text', content, createsGroup: true });
      }
    }
    if (entries.length > 0) await logs.append(entries, nowMs());
    const sums = new MetricSums();
    countExecutions(executions, sums);
    countInvocations(invocations, sums);
    await countFiltered(entries, filters, sums);
    const deltas = sums.deltas();
    if (deltas.length > 0) await metrics.add(deltas);
  };
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

let lastStream = { source: '', day: -1, name: '' };

/** 32 hex digits (SPEC §6.1). Which requests share a stream is unknown; here those of one stage and day. */
function streamName(source: string, atMs: number): string {
  const day = Math.floor(atMs / dayMs);
  if (lastStream.source !== source || lastStream.day !== day) {
    lastStream = { source, day, name: hash('md5', `${source} ${day}`) };
  }
  return lastStream.name;
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
