// What Lambda says of an environment as objects: lines of a log in the JSON format, and events of the Telemetry API
// (Lambda developer guide, Telemetry API event schema reference).

export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN';

export interface PlatformEvent {
  /** `platform.start` */
  readonly type: string;
  /** The level at which it comes into a log (developer guide, system log level event mapping). */
  readonly level: SystemLogLevel;
  readonly record: Readonly<Record<string, unknown>>;
}

/** `AWS_LAMBDA_INITIALIZATION_TYPE` */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';
export type InitPhase = 'init' | 'invoke';

/** `error`: what runs failed; `failure` is Lambda's own, which does not happen here. */
export type Outcome =
  | { readonly status: 'success' | 'timeout' }
  | { readonly status: 'error'; readonly errorType: string };

interface InitFacts {
  readonly initializationType: InitializationType;
  readonly phase: InitPhase;
}

export function initStart(
  facts: InitFacts,
  about: {
    readonly runtimeVersion: string;
    readonly runtimeVersionArn: string;
    readonly functionName: string;
    readonly functionVersion: string;
  },
): PlatformEvent {
  return { type: 'platform.initStart', level: 'INFO', record: { ...facts, ...about } };
}

/** Both of an init that has come to its end, one after the other. */
export function initEnd(facts: InitFacts, outcome: Outcome, durationMs: number): readonly PlatformEvent[] {
  const level = outcome.status === 'success' ? 'DEBUG' : 'WARN';
  const isOnDemand = facts.initializationType === 'on-demand';
  const reportLevel = level === 'DEBUG' && !isOnDemand ? 'INFO' : level;
  const record = { ...facts, ...outcome };
  return [
    { type: 'platform.initRuntimeDone', level, record },
    {
      type: 'platform.initReport',
      level: reportLevel,
      record: { ...record, metrics: { durationMs: thousandths(durationMs) } },
    },
  ];
}

export function extensionReady(name: string, events: readonly string[]): PlatformEvent {
  return { type: 'platform.extension', level: 'INFO', record: { name, state: 'Ready', events } };
}

export function start(requestId: string, version: string): PlatformEvent {
  return { type: 'platform.start', level: 'INFO', record: { requestId, version } };
}

interface InvocationEnd {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** Bytes of the result. */
  readonly producedBytes: number;
  readonly memorySizeMB: number;
  readonly maxMemoryUsedMB: number;
  /** Of a cold start; null for others. */
  readonly initDurationMs: number | null;
}

/** The two events at the end of an invocation. AWS also tells spans (`responseLatency` …) and, with X-Ray, the trace. */
export function invocationEnd(end: InvocationEnd): readonly PlatformEvent[] {
  const { requestId, outcome, initDurationMs } = end;
  const isGood = outcome.status === 'success';
  const durationMs = thousandths(end.durationMs);
  const initMs = initDurationMs === null ? null : thousandths(initDurationMs);
  const { status, ...error } = outcome;
  return [
    {
      type: 'platform.runtimeDone',
      level: isGood ? 'DEBUG' : 'WARN',
      record: { requestId, status, ...error, metrics: { durationMs, producedBytes: end.producedBytes } },
    },
    {
      type: 'platform.report',
      level: isGood ? 'INFO' : 'WARN',
      record: {
        requestId,
        metrics: {
          durationMs,
          billedDurationMs: Math.ceil(durationMs + (initMs ?? 0)),
          memorySizeMB: end.memorySizeMB,
          maxMemoryUsedMB: end.maxMemoryUsedMB,
          ...(initMs === null ? {} : { initDurationMs: initMs }),
        },
        status,
        ...error,
      },
    },
  ];
}

export function logsDropped(records: number, bytes: number, reason: string): PlatformEvent {
  return {
    type: 'platform.logsDropped',
    level: 'WARN',
    record: { droppedBytes: bytes, droppedRecords: records, reason },
  };
}

/** As a line of a log. */
export function platformEventLine(event: PlatformEvent, nowMs: number): string {
  const { type, record } = event;
  return `${JSON.stringify({ time: new Date(nowMs).toISOString(), type, record })}\n`;
}

/** Types that the platform passes on; what else a runtime calls its errors is not told apart (as in AWS's public emulator). */
const ownType = /^(?:Runtime|Function)\.[A-Z][A-Za-z]+$/;

/** The type of the error object that a runtime has sent for an invocation. */
export function functionErrorType(payload: string): string {
  try {
    const { errorType } = JSON.parse(payload) as { readonly errorType?: unknown };
    if (typeof errorType === 'string' && ownType.test(errorType)) return errorType;
  } catch {
    // No JSON, no type.
  }
  return 'Function.Unknown';
}

const thousandths = (ms: number): number => Math.round(ms * 1000) / 1000;
