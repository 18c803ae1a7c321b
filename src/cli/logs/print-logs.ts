// Prints log groups, their events, one request's events, or what comes: whatever `varco logs` is asked for.
import { UserError } from '../../core/errors.ts';
import type { Account } from '../../doctor/collect/account.ts';
import type { LogsOptions } from '../logs.ts';
import { reachAccount } from '../reach-account.ts';
import { endOfReader } from '../end-of-reader.ts';
import { terminalOf, type Terminal } from '../terminal.ts';
import { parseSince } from '../time-span.ts';
import { followEvents } from './follow-events.ts';
import { mergedEvents, type FoundEvent } from './found-event.ts';
import { groupsMeant, listGroups, type GroupOnAccount } from './log-groups.ts';
import { jsonLine, plainLine, sourcePaints, terminalLines } from './log-line.ts';
import { requestEvents } from './request-events.ts';

/** @throws UserError */
export async function printLogs(word: string | undefined, options: LogsOptions): Promise<void> {
  const nowMs = Date.now();
  const sinceMs = parseSince(options.since ?? (options.request === undefined ? '10m' : '1h'), nowMs);
  if (options.request !== undefined && (options.follow || options.filter !== undefined)) {
    throw new UserError('--request prints one request whole: leave --follow and --filter out.');
  }
  const account = await reachAccount(options);
  const terminal = terminalOf(process.stdout);
  const ended = endOfReader(process.stdout);
  const print = printer(terminal, options);
  try {
    if (options.request !== undefined) await printRequest(account, options.request, word, sinceMs, print);
    else if (options.follow) await follow(account, word, options.filter, sinceMs, print, ended);
    else if (word === undefined) printGroups(await listGroups(account), terminal, options);
    else {
      const groups = groupsMeant(word, await listGroups(account));
      const queries = groups.map((group) => ({ group, pattern: options.filter, sinceMs }));
      for await (const event of mergedEvents(account, queries)) {
        if (ended.aborted) break;
        print(event);
      }
    }
  } finally {
    account.close();
  }
}

function printer(terminal: Terminal, { json, request }: LogsOptions): (event: FoundEvent) => void {
  const paintOf = sourcePaints(terminal);
  if (json) return (event) => terminal.line(jsonLine(event));
  if (!process.stdout.isTTY && !terminal.color) return (event) => terminal.line(plainLine(event));
  return (event) => {
    for (const line of terminalLines(event, terminal, paintOf, request !== undefined)) terminal.line(line);
  };
}

async function printRequest(
  account: Account,
  id: string,
  word: string | undefined,
  sinceMs: number,
  print: (event: FoundEvent) => void,
): Promise<void> {
  const groups = await listGroups(account);
  const names = word === undefined ? groups.map(({ name }) => name) : groupsMeant(word, groups);
  const events = await requestEvents(account, id, names, sinceMs);
  if (events.length === 0) {
    throw new UserError(
      `No log holds the request ${id} in that time: look further back with --since 1d; or its stage logs nothing (its log level is OFF).`,
    );
  }
  for (const event of events) print(event);
}

async function follow(
  account: Account,
  word: string | undefined,
  pattern: string | undefined,
  sinceMs: number,
  print: (event: FoundEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const groups = async (): Promise<readonly string[]> => {
    const all = await listGroups(account);
    return word === undefined ? all.map(({ name }) => name) : groupsMeant(word, all);
  };
  for await (const event of followEvents(account, { groups, pattern, sinceMs, signal })) print(event);
}

function printGroups(
  groups: readonly GroupOnAccount[],
  terminal: Terminal,
  { json, endpoint }: LogsOptions,
): void {
  if (json) {
    for (const group of groups) terminal.line(JSON.stringify(group));
    return;
  }
  if (!process.stdout.isTTY) {
    for (const { name } of groups) terminal.line(name);
    return;
  }
  const { bold, dim } = terminal.colors;
  if (groups.length === 0) {
    terminal.line('No log group is there yet: send a request, or invoke a function.');
    return;
  }
  const width = Math.max(...groups.map(({ name }) => name.length), 'log group'.length);
  terminal.line(dim(`${'log group'.padEnd(width)}  ${'size'.padStart(9)}  kept`));
  for (const { name, storedBytes, retentionDays } of groups) {
    const kept = retentionDays === null ? 'for ever' : `${retentionDays} days`;
    terminal.line(`${bold(name.padEnd(width))}  ${sizeOf(storedBytes).padStart(9)}  ${dim(kept)}`);
  }
  const where = endpoint === undefined ? '' : ` --endpoint ${endpoint}`;
  terminal.line(
    dim(`\nvarco logs ${groups[0]!.name}${where}   or follow all of them: varco logs --follow${where}`),
  );
}

function sizeOf(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}
