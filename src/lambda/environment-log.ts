// What Lambda writes into the log over the life of one execution environment (SPEC §9.7).
import type { FunctionLog, OutputChannels } from './log/function-log.ts';
import type { LogTail } from './log/log-tail.ts';
import {
  endLine,
  initReportLine,
  type InvocationReport,
  reportLine,
  startLine,
} from './log/platform-lines.ts';
import type { FunctionConfiguration } from './model.ts';

/** How an invocation ended whose process is gone. */
export interface DeadEnd {
  readonly requestId: string;
  readonly durationMs: number;
  readonly ending: NonNullable<InvocationReport['ending']>;
  /** Set where the init failed that was tried inside the invocation; `errorType` is null for a time-out. */
  readonly failedInit: { readonly durationMs: number; readonly errorType: string | null } | null;
  /** What Lambda says of the end, before END; null where the runtime has said it all. */
  readonly lastWord: string | null;
}

export class EnvironmentLog {
  readonly #log: FunctionLog;
  readonly #configuration: FunctionConfiguration;
  #peakMemoryKb = 0;
  /** Told once, in the REPORT of a cold start. */
  #initDurationMs: number | null = null;

  constructor(log: FunctionLog, configuration: FunctionConfiguration, initStart: string) {
    this.#log = log;
    this.#configuration = configuration;
    log.write(initStart);
  }

  channels(): OutputChannels {
    return this.#log.channels();
  }

  noteMemory(peakMemoryKb: number): void {
    if (peakMemoryKb > this.#peakMemoryKb) this.#peakMemoryKb = peakMemoryKb;
  }

  initCompleted(durationMs: number): void {
    this.#initDurationMs = durationMs;
  }

  /** Calls back when that is written, behind all that the init wrote itself. */
  initFailed(durationMs: number, errorType: string | null, callback: () => void): void {
    this.#log.drained(() => {
      this.#log.write(initReportLine(durationMs, 'init', errorType));
      callback();
    });
  }

  /** What the next invocation writes goes into its tail too. */
  follow(tail: LogTail): void {
    this.#log.follow(tail);
  }

  started(requestId: string): void {
    this.#log.begin(startLine(requestId, this.#configuration.version));
  }

  /** @param logBytes what the runtime says it wrote to its telemetry channel */
  finished(requestId: string, durationMs: number, logBytes: number): void {
    this.#log.end(logBytes, this.#closingLines(requestId, durationMs, null));
  }

  /** To be called when the process has ended: what it wrote is read first. */
  died(end: DeadEnd): void {
    this.#log.drained(() => {
      if (end.failedInit !== null) {
        this.#log.write(initReportLine(end.failedInit.durationMs, 'invoke', end.failedInit.errorType));
        this.#log.write(startLine(end.requestId, this.#configuration.version));
      }
      const lines = this.#closingLines(end.requestId, end.durationMs, end.ending);
      this.#log.end(Infinity, end.lastWord === null ? lines : [end.lastWord, ...lines]);
    });
  }

  #closingLines(
    requestId: string,
    durationMs: number,
    ending: InvocationReport['ending'],
  ): readonly string[] {
    const initDurationMs = this.#initDurationMs;
    this.#initDurationMs = null;
    const { memoryMb } = this.#configuration;
    // More than it has, a function on Lambda cannot use; here it may for a moment, until it is seen.
    const peakMemoryKb = Math.min(this.#peakMemoryKb, memoryMb * 1024);
    return [
      endLine(requestId),
      reportLine({ requestId, durationMs, memoryMb, peakMemoryKb, initDurationMs, ending }),
    ];
  }
}
