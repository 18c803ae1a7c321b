// What Lambda writes into the log over the life of one execution environment (SPEC §9.7), as text or as JSON.
import type { Clock } from '../core/clock.ts';
import type { FunctionLog, OutputChannels } from './log/function-log.ts';
import type { LogTail } from './log/log-tail.ts';
import {
  extensionReady,
  type InitializationType,
  type InitPhase,
  initEnd,
  initStart,
  invocationEnd,
  type Outcome,
  type PlatformEvent,
  platformEventLine,
  start,
  type SystemLogLevel,
} from './log/platform-events.ts';
import {
  endLine,
  extensionLine,
  initReportLine,
  initStartLine,
  type InvocationReport,
  reportLine,
  type RuntimeVersion,
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

/** What the events at the end of an invocation say of its result. */
export interface ResultFacts {
  readonly producedBytes: number;
  /** Null for one that went well. */
  readonly errorType: string | null;
}

/** Hears the events of the platform, for whoever has subscribed to them. */
export interface PlatformListener {
  platform(timeMs: number, event: PlatformEvent): void;
}

export interface EnvironmentLogOptions {
  readonly log: FunctionLog;
  readonly configuration: FunctionConfiguration;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly initializationType: InitializationType;
  readonly runtimeVersion: RuntimeVersion;
  /** Null where nobody can subscribe. */
  readonly listener: PlatformListener | null;
}

const levels: Readonly<Record<SystemLogLevel, number>> = { DEBUG: 1, INFO: 2, WARN: 3 };
const success: Outcome = { status: 'success' };

export class EnvironmentLog {
  readonly #options: EnvironmentLogOptions;
  readonly #log: FunctionLog;
  readonly #isJson: boolean;
  readonly #leastLevel: number;
  #peakMemoryKb = 0;
  /** Told once, in the REPORT of a cold start. */
  #initDurationMs: number | null = null;
  /** True where results are told of in events, and not in lines of text alone. */
  readonly tellsEvents: boolean;

  constructor(options: EnvironmentLogOptions) {
    const { configuration, log, runtimeVersion } = options;
    const { logFormat, systemLogLevel } = configuration.loggingConfig;
    this.#options = options;
    this.#log = log;
    this.#isJson = logFormat === 'JSON';
    this.#leastLevel = levels[systemLogLevel as SystemLogLevel] ?? levels.INFO;
    this.tellsEvents = this.#isJson || options.listener !== null;
    this.#write([initStartLine(runtimeVersion)], () => [
      initStart(this.#initFacts('init'), {
        runtimeVersion: runtimeVersion.version,
        runtimeVersionArn: runtimeVersion.arn,
        functionName: configuration.functionName,
        functionVersion: configuration.version,
      }),
    ]);
  }

  channels(): OutputChannels {
    return this.#log.channels();
  }

  noteMemory(peakMemoryKb: number): void {
    if (peakMemoryKb > this.#peakMemoryKb) this.#peakMemoryKb = peakMemoryKb;
  }

  initCompleted(durationMs: number): void {
    this.#initDurationMs = durationMs;
    // As text only a failed one is told of.
    this.#write([], () => initEnd(this.#initFacts('init'), success, durationMs));
  }

  extensionReady(name: string, events: readonly string[]): void {
    this.#write([extensionLine(name, events)], () => [extensionReady(name, events)]);
  }

  /** Calls back when that is written, behind all that the init wrote itself. */
  initFailed(durationMs: number, errorType: string | null, callback: () => void): void {
    this.#log.drained(() => {
      this.#writeFailedInit(durationMs, 'init', errorType);
      callback();
    });
  }

  /** What the next invocation writes goes into its tail too. */
  follow(tail: LogTail): void {
    this.#log.follow(tail);
  }

  started(requestId: string): void {
    const { version } = this.#options.configuration;
    const lines = this.#lines([startLine(requestId, version)], () => [start(requestId, version)]);
    this.#log.begin(lines[0] ?? '');
  }

  /**
   * @param logBytes what the runtime says it wrote to its telemetry channel
   * @param result null where `tellsEvents` is false
   */
  finished(requestId: string, durationMs: number, logBytes: number, result: ResultFacts | null): void {
    const errorType = result?.errorType ?? null;
    const outcome: Outcome = errorType === null ? success : { status: 'error', errorType };
    const produced = result?.producedBytes ?? 0;
    this.#log.end(logBytes, this.#closingLines(requestId, durationMs, null, outcome, produced));
  }

  /** What it left behind without a newline is written too. */
  processEnded(): void {
    this.#log.drained(() => this.#log.flush());
  }

  /** To be called when the process has ended: what it wrote is read first. */
  died(end: DeadEnd): void {
    this.#log.drained(() => {
      if (end.failedInit !== null) {
        this.#writeFailedInit(end.failedInit.durationMs, 'invoke', end.failedInit.errorType);
        this.started(end.requestId);
      }
      const lines = this.#closingLines(end.requestId, end.durationMs, end.ending, end.ending, 0);
      // In the JSON format the events say it (not documented; chosen).
      const isSaid = end.lastWord === null || this.#isJson;
      this.#log.end(Infinity, isSaid ? lines : [end.lastWord, ...lines]);
    });
  }

  #closingLines(
    requestId: string,
    durationMs: number,
    ending: InvocationReport['ending'],
    outcome: Outcome,
    producedBytes: number,
  ): readonly string[] {
    const initDurationMs = this.#initDurationMs;
    this.#initDurationMs = null;
    const { memoryMb } = this.#options.configuration;
    // More than it has, a function on Lambda cannot use; here it may for a moment, until it is seen.
    const peakMemoryKb = Math.min(this.#peakMemoryKb, memoryMb * 1024);
    const text = this.#isJson
      ? []
      : [
          endLine(requestId),
          reportLine({ requestId, durationMs, memoryMb, peakMemoryKb, initDurationMs, ending }),
        ];
    return this.#lines(text, () =>
      invocationEnd({
        requestId,
        outcome,
        durationMs,
        producedBytes,
        memorySizeMB: memoryMb,
        maxMemoryUsedMB: Math.ceil(peakMemoryKb / 1024),
        initDurationMs,
      }),
    );
  }

  #writeFailedInit(durationMs: number, phase: InitPhase, errorType: string | null): void {
    this.#write([initReportLine(durationMs, phase, errorType)], () =>
      initEnd(
        this.#initFacts(phase),
        errorType === null ? { status: 'timeout' } : { status: 'error', errorType },
        durationMs,
      ),
    );
  }

  #initFacts(phase: InitPhase): { initializationType: InitializationType; phase: InitPhase } {
    return { initializationType: this.#options.initializationType, phase };
  }

  #write(text: readonly string[], events: () => readonly PlatformEvent[]): void {
    for (const line of this.#lines(text, events)) this.#log.write(line);
  }

  /** The lines in the log's format; listeners are told the events on the way. */
  #lines(text: readonly string[], events: () => readonly PlatformEvent[]): readonly string[] {
    if (!this.tellsEvents) return text;
    const { listener, clock } = this.#options;
    const nowMs = clock.nowMs();
    const told = events();
    if (listener !== null) for (const event of told) listener.platform(nowMs, event);
    if (!this.#isJson) return text;
    return told
      .filter((event) => levels[event.level] >= this.#leastLevel)
      .map((event) => platformEventLine(event, nowMs));
  }
}
