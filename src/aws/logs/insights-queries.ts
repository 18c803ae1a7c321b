// The Logs Insights queries of a region: those that run, and the newest results of those that have run.
import { insightsResultsKeptMax, insightsRunMs, insightsRunningMax } from '../../core/limits.ts';
import type { Query } from '../../telemetry/insights/query.ts';
import type { QueryEvent } from '../../telemetry/insights/row.ts';
import { runQuery, type ResultRow } from '../../telemetry/insights/run-query.ts';
import { QueryTooLargeError } from '../../telemetry/insights/stages.ts';
import type { Telemetry } from '../../telemetry/telemetry.ts';
import { AwsError } from '../../core/errors.ts';

export type InsightsStatus = 'Running' | 'Complete' | 'Failed' | 'Cancelled' | 'Timeout';

export interface InsightsQuery {
  readonly id: string;
  readonly groups: readonly string[];
  /** With its source and time in front, as DescribeQueries shows it. */
  readonly described: string;
  readonly createdAtMs: number;
  readonly status: InsightsStatus;
  readonly rows: readonly ResultRow[];
  readonly matched: number;
  readonly scanned: number;
  readonly bytesScanned: number;
}

export interface NewQuery extends Pick<InsightsQuery, 'id' | 'groups' | 'described' | 'createdAtMs'> {
  readonly query: Query;
  readonly rowsMax: number;
  readonly events: AsyncIterable<QueryEvent>;
}

export interface InsightsQueries {
  /** Runs it from now on. @throws AwsError LimitExceededException */
  start(query: NewQuery): void;
  /** Null where there is none, or none any more. */
  get(id: string): InsightsQuery | null;
  /** Newest first. */
  all(): readonly InsightsQuery[];
  /** False where it does not run. */
  stop(id: string): boolean;
}

type Running = { -readonly [Member in keyof InsightsQuery]: InsightsQuery[Member] } & {
  readonly controller: AbortController;
};

const kept = new WeakMap<Telemetry, InsightsQueries>();

/** They live as long as the logs they are asked of. */
export function queriesOf(telemetry: Telemetry): InsightsQueries {
  let found = kept.get(telemetry);
  if (found === undefined) kept.set(telemetry, (found = createQueries()));
  return found;
}

function createQueries(): InsightsQueries {
  const queries = new Map<string, Running>();
  return {
    start({ query, rowsMax, events, ...described }) {
      const running = [...queries.values()].filter(({ status }) => status === 'Running');
      if (running.length >= insightsRunningMax) {
        throw new AwsError('LimitExceededException', 400, 'Account maximum query concurrency limit reached.');
      }
      const started: Running = {
        ...described,
        status: 'Running',
        rows: [],
        matched: 0,
        scanned: 0,
        bytesScanned: 0,
        controller: new AbortController(),
      };
      queries.set(started.id, started);
      forget(queries);
      void run(started, query, rowsMax, events);
    },
    get: (id) => queries.get(id) ?? null,
    all: () => [...queries.values()].toReversed(),
    stop(id) {
      const found = queries.get(id);
      if (found?.status !== 'Running') return false;
      found.controller.abort();
      found.status = 'Cancelled';
      return true;
    },
  };
}

/** Those that have ended, oldest first. */
function forget(queries: Map<string, Running>): void {
  for (const [id, { status }] of queries) {
    if (queries.size <= insightsResultsKeptMax) return;
    if (status !== 'Running') queries.delete(id);
  }
}

async function run(
  running: Running,
  query: Query,
  rowsMax: number,
  events: AsyncIterable<QueryEvent>,
): Promise<void> {
  const timer = setTimeout(() => {
    running.status = 'Timeout';
    running.controller.abort();
  }, insightsRunMs);
  timer.unref();
  try {
    const { rows, matched } = await runQuery(query, events, {
      nowMs: running.createdAtMs,
      rowsMax,
      signal: running.controller.signal,
      onEvent: ({ message }) => {
        running.scanned++;
        running.bytesScanned += message.length;
      },
    });
    Object.assign(running, { rows, matched, status: 'Complete' satisfies InsightsStatus });
  } catch (thrown) {
    if (running.controller.signal.aborted) return;
    running.status = 'Failed';
    // A group that was deleted meanwhile, or too much for the bounds, is the query's end; all else is a defect.
    if (!(thrown instanceof QueryTooLargeError)) {
      process.stderr.write(`varco: a Logs Insights query failed: ${String(thrown)}\n`);
    }
  } finally {
    clearTimeout(timer);
  }
}
