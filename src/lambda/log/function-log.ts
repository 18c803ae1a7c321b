// One log stream of a function: what Lambda writes and what the function writes, in one order (SPEC §9.7).
import type { Clock } from '../../core/clock.ts';
import type { LogEvent, Telemetry } from '../../telemetry/telemetry.ts';
import { afterDrain } from './drain.ts';
import type { LogTail } from './log-tail.ts';
import { createRawLines } from './raw-lines.ts';
import { createTelemetryFrames, type TelemetryFrames } from './telemetry-frames.ts';

/** How often the end of an invocation is put off because output still comes in; a function may write for ever. */
const drainTurnsMax = 200;

export interface FunctionLogOptions {
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly logGroup: string;
  readonly logStream: string;
  /** What a text looks like outside the sandbox: paths of this machine become those of Lambda. */
  readonly rewrite: (text: string) => string;
}

export interface OutputChannels {
  readonly telemetry: (bytes: Buffer) => void;
  readonly stdout: (bytes: Buffer) => void;
  readonly stderr: (bytes: Buffer) => void;
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

  constructor(options: FunctionLogOptions) {
    this.#options = options;
  }

  /** Fresh channels for a fresh process; what the former one left unfinished is written first. */
  channels(): OutputChannels {
    this.#flushRaw();
    const stdout = createRawLines((line) => this.#putLine(line));
    const stderr = createRawLines((line) => this.#putLine(line));
    const frames = createTelemetryFrames(
      (timestampMs, text, isLast) => this.#putFramed(frames, timestampMs, text, isLast),
      (bytes) => stdout.write(bytes),
    );
    this.#frames = frames;
    this.#flushRaw = () => {
      stdout.flush();
      stderr.flush();
    };
    return {
      telemetry: (bytes) => this.#together(() => frames.write(bytes)),
      stdout: (bytes) => this.#together(() => stdout.write(bytes)),
      stderr: (bytes) => this.#together(() => stderr.write(bytes)),
    };
  }

  /** A line of Lambda's own, in place. */
  write(text: string): void {
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

  #putFramed(frames: TelemetryFrames, timestampMs: number, text: string, isLast: boolean): void {
    const message = this.#options.rewrite(text);
    this.#put(timestampMs, isLast && !message.endsWith('\n') ? `${message}\n` : message);
    const ending = this.#ending;
    if (ending !== null && ending.next !== null && frames.consumedBytes >= ending.boundaryBytes)
      this.#settle();
  }

  #putLine(line: string): void {
    this.write(`${this.#options.rewrite(line)}\n`);
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
