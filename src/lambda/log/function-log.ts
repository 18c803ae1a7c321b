// One log stream of a function: what Lambda writes and what the function writes, in one order (SPEC §9.7).
import type { Clock } from '../../core/clock.ts';
import type { LogEvent, Telemetry } from '../../telemetry/telemetry.ts';
import { functionLogBytesPerSecondMax, functionLogEventsPerSecondMax } from '../../core/limits.ts';
import { afterDrain } from './drain.ts';
import { LogRate } from './log-rate.ts';
import { logsDropped, platformEventLine } from './platform-events.ts';
import type { LogTail } from './log-tail.ts';
import { createRawLines } from './raw-lines.ts';
import { createTelemetryFrames, type TelemetryFrames } from './telemetry-frames.ts';

/** How often the end of an invocation is put off because output still comes in; a function may write for ever. */
const drainTurnsMax = 200;
const droppedReason = `a process may write ${functionLogEventsPerSecondMax} lines and ${functionLogBytesPerSecondMax} bytes into its log in a second.`;

export interface FunctionLogOptions {
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly logGroup: string;
  readonly logStream: string;
  /** What a text looks like outside the sandbox: paths of this machine become those of Lambda. */
  readonly rewrite: (text: string) => string;
  /** Tells of a line that the runtime has not filtered whether it is kept; null: all are. */
  readonly keeps: ((line: string) => boolean) | null;
  /** Hears every line that a process writes, for whoever has subscribed to them; null where nobody can. */
  readonly onLine: ((timeMs: number, source: 'function' | 'extension', text: string) => void) | null;
  /** The log's format. */
  readonly isJson: boolean;
}

export interface OutputChannels {
  readonly telemetry: (bytes: Buffer) => void;
  readonly stdout: (bytes: Buffer) => void;
  readonly stderr: (bytes: Buffer) => void;
  readonly extensions: (bytes: Buffer) => void;
}

interface Ending {
  /** Bytes that the runtime had written to its telemetry channel when it was done. */
  readonly boundaryBytes: number;
  readonly lines: readonly string[];
  /** START of the next invocation, where that has begun before the end of this one could be written. */
  next: string | null;
  /** Of the next invocation, where it wants its tail. */
  nextTail: LogTail | null;
}

export class FunctionLog {
  readonly #options: FunctionLogOptions;
  /** Counts chunks of output, to see whether a turn of the event loop brought any. */
  #activity = 0;
  #ending: Ending | null = null;
  /** Of the invocation under way, where it wants its tail. */
  #tail: LogTail | null = null;
  /** Events that go to telemetry together; null outside of `#together`. */
  #batch: LogEvent[] | null = null;
  #frames: TelemetryFrames | null = null;
  #flushRaw: () => void = () => {};
  readonly #rate = new LogRate();

  constructor(options: FunctionLogOptions) {
    this.#options = options;
  }

  /** Fresh channels for a fresh process; what the former one left unfinished is written first. */
  channels(): OutputChannels {
    this.#flushRaw();
    const stdout = createRawLines((line) => this.#putLine(line));
    const stderr = createRawLines((line) => this.#putLine(line));
    const extensions = createRawLines((line) => this.#putLine(line, 'extension'));
    const frames = createTelemetryFrames(
      (timestampMs, text, isLast, hasLevel) => this.#putFramed(frames, timestampMs, text, isLast, hasLevel),
      (bytes) => stdout.write(bytes),
    );
    this.#frames = frames;
    this.#flushRaw = () => {
      stdout.flush();
      stderr.flush();
      extensions.flush();
    };
    return {
      telemetry: (bytes) => this.#together(() => frames.write(bytes)),
      stdout: (bytes) => this.#together(() => stdout.write(bytes)),
      stderr: (bytes) => this.#together(() => stderr.write(bytes)),
      extensions: (bytes) => this.#together(() => extensions.write(bytes)),
    };
  }

  /** A line of Lambda's own, in place; nothing for ''. */
  write(text: string): void {
    if (text === '') return;
    this.#tellDropped();
    this.#put(this.#options.clock.nowMs(), text);
  }

  /** What the next invocation writes, from its START or second init on, goes into its tail too. */
  follow(tail: LogTail): void {
    if (this.#ending === null) this.#tail = tail;
    else this.#ending.nextTail = tail;
  }

  /** START of an invocation; the one before is ended first. */
  begin(startLine: string): void {
    if (this.#ending === null) {
      this.write(startLine);
      return;
    }
    this.#ending.next = startLine;
    const consumedBytes = this.#frames?.consumedBytes ?? Infinity;
    if (consumedBytes >= this.#ending.boundaryBytes) this.#settle();
  }

  /**
   * END and REPORT, once all that the function wrote before has been read: results are not kept waiting for that.
   * @param boundaryBytes what the runtime says it wrote to its telemetry channel, Infinity where it said nothing
   */
  end(boundaryBytes: number, lines: readonly string[]): void {
    this.#settle();
    const ending: Ending = { boundaryBytes, lines, next: null, nextTail: null };
    this.#ending = ending;
    this.drained(() => {
      if (this.#ending === ending) this.#settle();
    });
  }

  /** What stands there without a newline is written. */
  flush(): void {
    this.#together(() => this.#flushRaw());
  }

  /** Calls back when all that was written before has been read. */
  drained(callback: () => void, turns = 0): void {
    const before = this.#activity;
    afterDrain(() => {
      if (this.#activity === before || turns >= drainTurnsMax) callback();
      else this.drained(callback, turns + 1);
    });
  }

  /** Writes the end of an invocation that is still owed, and the START that waits behind it. */
  #settle(): void {
    const ending = this.#ending;
    if (ending === null) return;
    this.#ending = null;
    const write = (): void => {
      this.#flushRaw();
      for (const line of ending.lines) this.write(line);
      const tail = this.#tail;
      this.#tail = ending.nextTail;
      tail?.end();
      if (ending.next !== null) this.write(ending.next);
    };
    if (this.#batch === null) this.#together(write);
    else write();
  }

  #putFramed(
    frames: TelemetryFrames,
    timestampMs: number,
    text: string,
    isLast: boolean,
    hasLevel: boolean,
  ): void {
    const { rewrite, keeps } = this.#options;
    if ((hasLevel || keeps === null || keeps(text)) && this.#admits(text)) {
      const message = rewrite(text);
      this.#putOutput(timestampMs, isLast && !message.endsWith('\n') ? `${message}\n` : message);
    }
    const ending = this.#ending;
    if (ending !== null && ending.next !== null && frames.consumedBytes >= ending.boundaryBytes)
      this.#settle();
  }

  #putLine(line: string, source: 'function' | 'extension' = 'function'): void {
    const { rewrite, keeps, clock } = this.#options;
    if ((keeps === null || keeps(line)) && this.#admits(line))
      this.#putOutput(clock.nowMs(), `${rewrite(line)}\n`, source);
  }

  #putOutput(timestampMs: number, text: string, source: 'function' | 'extension' = 'function'): void {
    this.#put(timestampMs, text);
    this.#options.onLine?.(timestampMs, source, text);
  }

  /** Whether the function may write that now; if so, what it may not have written before is told of. */
  #admits(text: string): boolean {
    if (!this.#rate.admit(text)) return false;
    this.#tellDropped();
    return true;
  }

  /** One line for all that was left out before this moment. */
  #tellDropped(): void {
    const dropped = this.#rate.takeDropped();
    if (dropped === null) return;
    const { clock, isJson } = this.#options;
    const nowMs = clock.nowMs();
    const { records, bytes } = dropped;
    this.#put(
      nowMs,
      isJson
        ? platformEventLine(logsDropped(records, bytes, droppedReason), nowMs)
        : `Varco left out ${records} lines (${bytes} bytes) here: ${droppedReason}\n`,
    );
  }

  #put(timestampMs: number, message: string): void {
    const event = { timestampMs, message };
    this.#tail?.put(message);
    if (this.#batch !== null) {
      this.#batch.push(event);
      return;
    }
    const { telemetry, logGroup, logStream } = this.#options;
    telemetry.putLogEvents({ logGroup, logStream, events: [event] });
  }

  #together(work: () => void): void {
    this.#activity++;
    this.#rate.tick(this.#options.clock.elapsedMs());
    const events: LogEvent[] = [];
    this.#batch = events;
    try {
      work();
    } finally {
      this.#batch = null;
    }
    const { telemetry, logGroup, logStream } = this.#options;
    if (events.length > 0) telemetry.putLogEvents({ logGroup, logStream, events });
  }
}
