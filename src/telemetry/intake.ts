// What is told to telemetry, on its way to the store: a bounded queue, written in batches at most 100 ms later; metrics a second.
import { telemetryBatchMax, telemetryFlushMs, telemetryQueueMax, telemetrySettleMs } from '../core/limits.ts';
import type { Clock } from '../core/clock.ts';
import type { Execution } from '../execution/execution.ts';
import type { LogBatch } from './telemetry.ts';
import type { ToldWriter } from './write-told.ts';

/** What came since the last writing, in the order of arrival within its kind. */
export interface Told {
  readonly executions: readonly Execution[];
  readonly batches: readonly LogBatch[];
}

export interface Intake {
  execution(execution: Execution): void;
  batch(batch: LogBatch): void;
  /** Something was counted that moves metrics. */
  counted(): void;
  /** Resolves when everything that was told before is written, or is lost and counted. */
  flush(): Promise<void>;
  dropped(): { readonly executions: number; readonly logEvents: number };
}

interface Queue {
  executions: Execution[];
  batches: LogBatch[];
  /** Of both; a batch counts by its events. */
  size: number;
}

const emptyQueue = (): Queue => ({ executions: [], batches: [], size: 0 });

/**
 * Telling never waits and never throws. A queue that is full drops what comes, and counts it.
 *
 * @param writer Opened when there is something to write. What it rejects with goes to `reportDefect`, and what it was
 *   given is lost.
 */
export function createIntake(
  clock: Pick<Clock, 'after'>,
  writer: () => ToldWriter,
  reportDefect: (error: unknown) => void,
): Intake {
  let queue = emptyQueue();
  let droppedExecutions = 0;
  let droppedEvents = 0;
  let timing = false;
  let hurrying = false;
  /** Whether something was counted that is not among the metrics yet. */
  let unsettled = false;
  let settling = false;
  /** Ends with the last writing that has begun. */
  let writing: Promise<void> = Promise.resolve();

  const lose = ({ executions, batches }: Told): void => {
    droppedExecutions += executions.length;
    for (const { events } of batches) droppedEvents += events.length;
  };

  const writeOut = (): Promise<void> => {
    if (queue.size > 0) {
      const told = queue;
      queue = emptyQueue();
      settleLater();
      writing = writing
        .then(() => writer().write(told))
        .catch((error: unknown) => {
          lose(told);
          reportDefect(error);
        });
    }
    return writing;
  };

  const flush = (): Promise<void> => {
    void writeOut();
    if (unsettled) {
      unsettled = false;
      writing = writing.then(() => writer().settle()).catch(reportDefect);
    }
    return writing;
  };

  /** Some thirty rows are read, merged and written again: ten times a second, that was 3 to 6 % of a busy process. */
  const settleLater = (): void => {
    unsettled = true;
    if (settling) return;
    settling = true;
    clock.after(telemetrySettleMs, () => {
      settling = false;
      void flush();
    });
  };

  /** Written as soon as a batch is full; what is less, when its time has come. */
  const schedule = (): void => {
    if (!timing) {
      timing = true;
      clock.after(telemetryFlushMs, () => {
        timing = false;
        void writeOut();
      });
    }
    if (queue.size < telemetryBatchMax || hurrying) return;
    hurrying = true;
    setImmediate(() => {
      void writeOut().then(() => {
        hurrying = false;
        if (queue.size >= telemetryBatchMax) schedule();
      });
    });
  };

  return {
    execution(execution) {
      if (queue.size >= telemetryQueueMax) {
        droppedExecutions++;
        return;
      }
      queue.executions.push(execution);
      queue.size++;
      schedule();
    },
    batch(batch) {
      if (queue.size >= telemetryQueueMax) {
        droppedEvents += batch.events.length;
        return;
      }
      queue.batches.push(batch);
      queue.size += Math.max(1, batch.events.length);
      schedule();
    },
    counted: settleLater,
    flush,
    dropped: () => ({ executions: droppedExecutions, logEvents: droppedEvents }),
  };
}
