// Reads the failed requests of a stage's execution log, newest first, and a function's log of one request.
import type { CloudWatchLogs, FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { doctorFailuresMax, doctorLogPagesMax } from '../../core/limits.ts';
import { parseExecutionLog } from '../../execution/parse-log.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Account } from './account.ts';
import { ask, type Asked } from './ask.ts';

export interface LoggedRequests {
  /** Of failed requests, newest first, whole. */
  readonly failures: readonly ParsedExecution[];
  /** True where there is more than was read. */
  readonly isPartial: boolean;
  /** Whether the group holds anything at all since then. */
  readonly hasEvents: boolean;
}

export function executionLogGroup(apiId: string, stage: string): string {
  return `API-Gateway-Execution-Logs_${apiId}/${stage}`;
}

/** What only failed requests write, in any wording since 2016. */
const failurePattern =
  '?"Execution failed due to" ?"execution failed with status" ?"Method completed with status: 4" ?"Method completed with status: 5" ?"not authorized" ?"Unauthorized" ?"limit exceeded" ?"Missing Authentication Token"';

/** The newest part of the time is looked at first: a busy log is not read from its far end. */
const windowsMs = [5 * 60_000, 30 * 60_000, Number.POSITIVE_INFINITY] as const;

export async function collectFailures(
  account: Account,
  group: string,
  sinceMs: number,
  nowMs: number,
): Promise<Asked<LoggedRequests>> {
  const need = { action: 'logs:FilterLogEvents', resource: logGroupArn(account, group) };
  return ask(need, async () => {
    const logs = await account.logs();
    const ids = new Set<string>();
    let isPartial = false;
    let end = nowMs + 60_000;
    for (const window of windowsMs) {
      const start = Math.max(sinceMs, nowMs - window);
      const found = await filtered(logs, group, failurePattern, start, end);
      isPartial ||= found.isPartial;
      for (const { message = '' } of found.events.toReversed()) {
        const id = /^\(([^)]+)\)/.exec(message)?.[1];
        if (id !== undefined) ids.add(id);
      }
      end = start - 1;
      if (start === sinceMs || ids.size >= doctorFailuresMax) break;
    }
    isPartial ||= ids.size > doctorFailuresMax;
    const lines: string[] = [];
    await inTurns([...ids].slice(0, doctorFailuresMax), 4, async (id) => {
      const { events } = await filtered(logs, group, `"${id}"`, sinceMs, nowMs + 60_000);
      lines.push(...events.map(timed));
    });
    const hasEvents = ids.size > 0 || (await hasAny(logs, group, sinceMs));
    const failures = parseExecutionLog(lines).toSorted((a, b) => (b.lastAtMs ?? 0) - (a.lastAtMs ?? 0));
    return { failures, isPartial, hasEvents };
  });
}

/** Log text has no time of its own: it is put in front, as the console shows it. */
function timed({ timestamp = 0, message = '' }: FilteredLogEvent): string {
  return `${new Date(timestamp).toISOString()} ${message.trimEnd()}`;
}

async function hasAny(logs: CloudWatchLogs, logGroupName: string, startTime: number): Promise<boolean> {
  const { events = [] } = await logs.filterLogEvents({ logGroupName, startTime, limit: 1 });
  return events.length > 0;
}

async function filtered(
  logs: CloudWatchLogs,
  logGroupName: string,
  filterPattern: string,
  startTime: number,
  endTime: number,
): Promise<{ readonly events: readonly FilteredLogEvent[]; readonly isPartial: boolean }> {
  const events: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < doctorLogPagesMax; page++) {
    const answer = await logs.filterLogEvents({ logGroupName, filterPattern, startTime, endTime, nextToken });
    events.push(...(answer.events ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) return { events, isPartial: false };
  }
  return { events, isPartial: true };
}

/** Lines come to the log some seconds after the request; locally at once. */
const deliveryWaitsMs = [0, 120, 400, 1500, 3000] as const;

/** The lines of one invocation, those of the environment's start before it included; empty where there are none. */
export async function collectInvocationLog(
  account: Account,
  group: string,
  requestId: string,
  aroundMs: number,
): Promise<Asked<readonly string[]>> {
  const need = { action: 'logs:FilterLogEvents', resource: logGroupArn(account, group) };
  return ask(need, async () => {
    const logs = await account.logs();
    for (const waitMs of deliveryWaitsMs) {
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const own = await filtered(
        logs,
        group,
        `"${requestId}"`,
        aroundMs - invocationMsMax,
        aroundMs + invocationMsMax,
      );
      const stream = own.events.find(({ logStreamName }) => logStreamName !== undefined)?.logStreamName;
      const isWhole = own.events.some(({ message }) => message?.includes('REPORT') === true);
      if (stream === undefined || (!isWhole && waitMs !== deliveryWaitsMs.at(-1))) continue;
      const startTime = Math.min(...own.events.map(({ timestamp = 0 }) => timestamp)) - initMsMax;
      const endTime = Math.max(...own.events.map(({ timestamp = 0 }) => timestamp)) + 1;
      const { events = [] } = await logs.getLogEvents({
        logGroupName: group,
        logStreamName: stream,
        startTime,
        endTime,
        startFromHead: true,
        limit: 2000,
      });
      return linesOfInvocation(
        events.map(({ message = '' }) => message.trimEnd()),
        requestId,
      );
    }
    return [];
  });
}

const invocationMsMax = 16 * 60_000;
const initMsMax = 11_000;

/** What stands behind the REPORT before this START belongs to it: the environment's start. */
function linesOfInvocation(lines: readonly string[], requestId: string): readonly string[] {
  const start = lines.findIndex((line) => isPlatformLine(line, 'START', requestId));
  const report = lines.findIndex((line) => isPlatformLine(line, 'REPORT', requestId));
  const before = lines.findLastIndex(
    (line, index) => index < (start === -1 ? lines.length : start) && isReportOfOther(line, requestId),
  );
  return lines.slice(before + 1, report === -1 ? undefined : report + 1);
}

function isPlatformLine(line: string, kind: 'START' | 'REPORT', requestId: string): boolean {
  // Text, or JSON logging's `{"type":"platform.report","record":{"requestId":"…`.
  return (
    line.startsWith(`${kind} RequestId: ${requestId}`) ||
    (line.includes(`"platform.${kind.toLowerCase()}"`) && line.includes(requestId))
  );
}

function isReportOfOther(line: string, requestId: string): boolean {
  return (
    (line.startsWith('REPORT RequestId: ') || line.includes('"platform.report"')) && !line.includes(requestId)
  );
}

function logGroupArn({ region }: Account, group: string): string {
  return `arn:aws:logs:${region}:*:log-group:${group}:*`;
}

/** So many at a time, in order of arrival. */
export async function inTurns<Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
}
