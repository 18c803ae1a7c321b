// Log events as they come: asked for again and again, each given once.
import type { Account } from '../../doctor/collect/account.ts';
import { mergedEvents, type FoundEvent } from './found-event.ts';

/** Here it costs nothing to ask often; AWS admits a few questions a second for the whole account. */
const localPollMs = 250;
const awsPollMs = 2000;
/** How late an event may come after one that is newer. */
const lateMs = 5000;
/** How often it is looked whether new groups are there, in polls. */
const pollsBetweenGroups = 8;
const idsMax = 200_000;

export interface Following {
  readonly groups: () => Promise<readonly string[]>;
  readonly pattern: string | undefined;
  readonly sinceMs: number;
  readonly signal: AbortSignal;
}

/** Goes on until the signal. */
export async function* followEvents(account: Account, following: Following): AsyncGenerator<FoundEvent> {
  const pollMs = account.endpoint === null ? awsPollMs : localPollMs;
  const seen = new Map<string, number>();
  let groups = await following.groups();
  let newestMs = following.sinceMs;
  for (let poll = 1; !following.signal.aborted; poll++) {
    const fromMs = Math.max(following.sinceMs, newestMs - lateMs);
    const queries = groups.map((group) => ({ group, pattern: following.pattern, sinceMs: fromMs }));
    for await (const event of mergedEvents(account, queries)) {
      if (following.signal.aborted) return;
      const key = `${event.group} ${event.id}`;
      if (seen.has(key)) continue;
      seen.set(key, event.atMs);
      newestMs = Math.max(newestMs, event.atMs);
      yield event;
    }
    forget(seen, newestMs - lateMs);
    await pause(pollMs, following.signal);
    if (poll % pollsBetweenGroups === 0 && !following.signal.aborted) groups = await following.groups();
  }
}

/** What is older is not asked for again. */
function forget(seen: Map<string, number>, beforeMs: number): void {
  for (const [key, atMs] of seen) if (atMs < beforeMs) seen.delete(key);
  for (const key of seen.keys()) {
    if (seen.size <= idsMax) break;
    seen.delete(key);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
