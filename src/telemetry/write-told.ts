// From what was told to what is stored: log entries, access log lines, and the metrics that these move.
import { hash } from 'node:crypto';
import { accessLogFormatsMax, logNamesRememberedMax } from '../core/limits.ts';
import { compileAccessLog, type AccessLogFormat } from '../execution/access-log.ts';
import type { Execution } from '../execution/execution.ts';
import type { LogEntry } from '../store/log-store.ts';
import type { RegionalTelemetryStore } from '../store/telemetry-store.ts';
import { eventsOfEntry, executionLogGroup, isLogged, timesOf, writeRecord } from './execution-record.ts';
import type { Counted } from './counted.ts';
import { addEmbedded, embedsMetrics } from './embedded-metrics.ts';
import type { Told } from './intake.ts';
import type { MetricFilters } from './metric-filters.ts';
import type { LogBatch, StoredEntries } from './telemetry.ts';

const dayMs = 86_400_000;

export interface ToldWriter {
  /** Writes the logs, and counts what metric filters find in them. */
  write(told: Told): Promise<void>;
  /** Writes the metrics. */
  settle(): Promise<void>;
}

/**
 * @param nowMs When the entries count as ingested.
 * @param onStored Called when entries are in the store; the next ones wait until it resolves.
 */
export function createWriter(
  { logs, metrics }: RegionalTelemetryStore,
  filters: MetricFilters,
  counted: Counted,
  nowMs: () => number,
  onStored: (stored: StoredEntries) => Promise<void>,
): ToldWriter {
  const formatOf = rememberedFormats();
  return {
    async write({ executions, batches }) {
      const entries = [...entriesOfExecutions(executions, formatOf), ...entriesOfBatches(batches)];
      if (entries.length === 0) return;
      const ingestedAtMs = nowMs();
      await logs.append(entries, ingestedAtMs);
      countEmbedded(batches, counted);
      await countFiltered(entries, filters, counted);
      await onStored({ entries, ingestedAtMs });
    },
    async settle() {
      const deltas = counted.sums().take();
      if (deltas.length > 0) await metrics.add(deltas);
    },
  };
}

/** Whether anything of an execution is kept. */
export function leavesEntries(execution: Execution): boolean {
  return !execution.isTest && (execution.logging.accessLog !== undefined || isLogged(execution));
}

function entriesOfExecutions(
  executions: readonly Execution[],
  formatOf: (format: string) => AccessLogFormat,
): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const execution of executions) {
    if (isLogged(execution)) entries.push(executionEntry(execution));
    const { accessLog } = execution.logging;
    if (accessLog === undefined) continue;
    entries.push(accessEntry(execution, accessLog.logGroup, formatOf(accessLog.format)));
  }
  return entries;
}

/** Messages of one stream and one millisecond, as they come: an invocation's START, END and REPORT mostly are. */
interface Together {
  readonly group: string;
  readonly stream: string;
  readonly timeMs: number;
  readonly messages: string[];
  characters: number;
}

/** What one entry holds at most of them; one message may be longer. */
const togetherMessagesMax = 64;
const togetherCharactersMax = 16_384;

/** An invocation's three messages took 20 µs as three rows, and 9 as one. */
function entriesOfBatches(batches: readonly LogBatch[]): LogEntry[] {
  const all: Together[] = [];
  const newest = new Map<string, Together>();
  for (const { logGroup: group, logStream: stream, events } of batches) {
    const key = `${group}\n${stream}`;
    let last = newest.get(key);
    for (const { timestampMs: timeMs, message } of events) {
      if (last === undefined || last.timeMs !== timeMs || !hasRoom(last, message)) {
        last = { group, stream, timeMs, messages: [], characters: 0 };
        all.push(last);
        newest.set(key, last);
      }
      last.messages.push(message);
      last.characters += message.length;
    }
  }
  return all.map(({ group, stream, timeMs, messages }) => ({
    group,
    stream,
    timeMs,
    ...(messages.length === 1
      ? { kind: 'text' as const, content: messages[0]! }
      : { kind: 'texts' as const, content: JSON.stringify(messages) }),
    createsGroup: true,
  }));
}

function hasRoom({ messages, characters }: Together, message: string): boolean {
  return messages.length < togetherMessagesMax && characters + message.length <= togetherCharactersMax;
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

function countEmbedded(batches: readonly LogBatch[], counted: Counted): void {
  for (const { events } of batches) {
    for (const { message, timestampMs } of events) {
      if (embedsMetrics(message)) addEmbedded(message, timestampMs, counted.sums());
    }
  }
}

/** Records are rendered here only for groups that have a metric filter. */
async function countFiltered(
  entries: readonly LogEntry[],
  filters: MetricFilters,
  counted: Counted,
): Promise<void> {
  for (const [group, ofGroup] of Map.groupBy(entries, (entry) => entry.group)) {
    if (await filters.has(group)) await filters.count(group, ofGroup.flatMap(eventsOfEntry), counted.sums());
  }
}
