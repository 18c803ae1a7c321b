// All log events of one request, wherever they were written: its stage's execution log, its functions' logs, access logs.
import type { Account } from '../../doctor/collect/account.ts';
import { inTurns } from '../../doctor/collect/collect-log.ts';
import { eventsOf, type FoundEvent } from './found-event.ts';

const executionGroup = /^API-Gateway-Execution-Logs_/;
const functionGroup = /^\/aws\/lambda\/(.+)$/;
const atATime = 6;
/** The function may begin before the time that is asked for, and report after its answer. */
const marginMs = 1000;
const groupsMax = 200;

/**
 * @param id Of API Gateway's request, or of Lambda's.
 * @returns in the order in which things happened
 */
export async function requestEvents(
  account: Account,
  id: string,
  groups: readonly string[],
  sinceMs: number,
): Promise<readonly FoundEvent[]> {
  const gateway = await search(account, groups.filter(isExecutionGroup), [id], sinceMs);
  // Whoever gives Lambda's id finds the request that it belongs to.
  const own = new Set(gateway.flatMap(({ message }) => /^\(([^)]+)\)/.exec(message)?.[1] ?? []));
  own.delete(id);
  if (own.size > 0)
    gateway.push(...(await search(account, groups.filter(isExecutionGroup), [...own], sinceMs)));
  const lines = once(gateway);
  const ids = new Set([id, ...own, ...lines.flatMap(({ message }) => invocationId(message) ?? [])]);
  const called = calledFunctions(lines);
  const functionGroups = groups.filter((group) => {
    const name = functionGroup.exec(group)?.[1];
    return name !== undefined && (called.size === 0 || called.has(name));
  });
  const functions: FoundEvent[] = [];
  await inTurns(functionGroups.slice(0, groupsMax), atATime, async (group) => {
    functions.push(...(await invocationEvents(account, group, [...ids], sinceMs)));
  });
  const others = groups.filter((group) => !isExecutionGroup(group) && !functionGroup.test(group));
  const access = await search(account, others, [...ids], sinceMs);
  return inOrder(lines, once(functions), once(access));
}

function isExecutionGroup(group: string): boolean {
  return executionGroup.test(group);
}

async function search(
  account: Account,
  groups: readonly string[],
  ids: readonly string[],
  sinceMs: number,
): Promise<FoundEvent[]> {
  const found: FoundEvent[] = [];
  await inTurns(groups.slice(0, groupsMax), atATime, async (group) => {
    const query = { group, pattern: anyOf(ids), sinceMs };
    for await (const event of eventsOf(account, query)) found.push(event);
  });
  return found;
}

function anyOf(ids: readonly string[]): string {
  const quoted = ids.map((id) => `"${id.replaceAll('"', '')}"`);
  return quoted.length === 1 ? quoted[0]! : quoted.map((each) => `?${each}`).join(' ');
}

/** The ids of invocations, in the lines with and without data trace. */
function invocationId(message: string): string | null {
  return (
    /AWS Integration Endpoint RequestId ?: ([0-9a-f-]{36})/.exec(message)?.[1] ??
    /x-amzn-RequestId=([0-9a-f-]{36})/i.exec(message)?.[1] ??
    null
  );
}

function calledFunctions(lines: readonly FoundEvent[]): ReadonlySet<string> {
  const names = lines.flatMap(
    ({ message }) => /:function:([^:/\s]+)(?::[^/\s]+)?\/invocations/.exec(message)?.[1] ?? [],
  );
  return new Set(names);
}

/** An environment's start may take so long, twice. */
const initMsMax = 20_000;

/** From START to REPORT in the invocation's stream: what a function prints need not name its request. */
async function invocationEvents(
  account: Account,
  group: string,
  ids: readonly string[],
  sinceMs: number,
): Promise<readonly FoundEvent[]> {
  const named: FoundEvent[] = [];
  for await (const event of eventsOf(account, { group, pattern: anyOf(ids), sinceMs: sinceMs - marginMs }))
    named.push(event);
  const found: FoundEvent[] = [...named];
  for (const [stream, ofStream] of Map.groupBy(named, ({ stream: name }) => name)) {
    const start = ofStream.findIndex(({ message }) => message.startsWith('START RequestId:'));
    if (start === -1) continue;
    const [first, last] = [ofStream[start]!, ofStream.at(-1)!];
    const query = { group, streams: [stream], sinceMs: first.atMs - initMsMax, untilMs: last.atMs };
    let before: FoundEvent[] | null = [];
    for await (const event of eventsOf(account, query)) {
      if (before !== null && event.id === first.id) {
        found.push(...before);
        before = null;
      }
      if (before === null) found.push(event);
      // What stands behind another invocation's report belongs to none but this one: the environment's start.
      else if (event.message.startsWith('REPORT RequestId:')) before = [];
      else before.push(event);
      if (event.id === last.id) break;
    }
  }
  return once(found);
}

/** Each event once, in its group's order. */
function once(events: readonly FoundEvent[]): readonly FoundEvent[] {
  const byId = new Map(events.map((event) => [`${event.group} ${event.id}`, event]));
  return [...byId.values()].toSorted(
    (one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : one.id === other.id ? 0 : 1),
  );
}

const beforeTheCall =
  /\) (?:Starting|HTTP Method|Method request|Endpoint request|Sending request|Verifying|Usage Plan check|API Key)/;

/** Of one millisecond, what the gateway wrote before the call stands first, then the function, then the rest. */
function inOrder(
  gateway: readonly FoundEvent[],
  functions: readonly FoundEvent[],
  access: readonly FoundEvent[],
): readonly FoundEvent[] {
  const lastBefore = gateway.findLastIndex(({ message }) => beforeTheCall.test(message));
  const ranked = [
    ...gateway.map((event, index) => ({ event, rank: index <= lastBefore ? 0 : 2 })),
    ...functions.map((event) => ({ event, rank: 1 })),
    ...access.map((event) => ({ event, rank: 3 })),
  ];
  return ranked
    .toSorted((one, other) => one.event.atMs - other.event.atMs || one.rank - other.rank)
    .map(({ event }) => event);
}
