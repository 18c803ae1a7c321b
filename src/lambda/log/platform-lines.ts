// The lines that Lambda itself writes into a function's log, verbatim (SPEC §9.7). Each is one event and ends with a newline.
import { createHash } from 'node:crypto';

export interface RuntimeVersion {
  /** `python:3.13.v64` */
  readonly version: string;
  readonly arn: string;
}

/** AWS numbers its builds of a runtime; Varco has none and puts the version of the interpreter that really runs. */
export function runtimeVersion(region: string, runtime: string, interpreterVersion: string): RuntimeVersion {
  const name = /^([a-z]+)\.?((?:al)?\d[\d.]*?)(?:\.x)?$/.exec(runtime);
  const version = `${name === null ? runtime : `${name[1]}:${name[2]}`}.v${interpreterVersion}`;
  const hash = createHash('sha256').update(version).digest('hex');
  return { version, arn: `arn:aws:lambda:${region}::runtime:${hash}` };
}

/** `INIT_START Runtime Version: python:3.13.v64\tRuntime Version ARN: …` */
export function initStartLine({ version, arn }: RuntimeVersion): string {
  return `INIT_START Runtime Version: ${version}\tRuntime Version ARN: ${arn}\n`;
}

type InitPhase = 'init' | 'invoke';

/** Written for an init that failed only; `errorType` is null for one that took too long. */
export function initReportLine(durationMs: number, phase: InitPhase, errorType: string | null): string {
  const status = errorType === null ? 'timeout' : `error\tError Type: ${errorType}`;
  return `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}\n`;
}

export function extensionLine(name: string, events: readonly string[]): string {
  return `EXTENSION\tName: ${name}\tState: Ready\tEvents: [${events.join(', ')}]\n`;
}

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}\n`;
}

export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly peakMemoryKb: number;
  /** Set on a cold start whose first init went well. */
  readonly initDurationMs: number | null;
  readonly ending:
    | { readonly status: 'timeout' }
    | { readonly status: 'error'; readonly errorType: string }
    | null;
}

// AWS also appends `XRAY TraceId: …\tSegmentId: …\tSampled: true` where tracing is active.
export function reportLine(report: InvocationReport): string {
  const { initDurationMs, ending } = report;
  // Since August 2025 the init is billed too: a published REPORT of December 2025 has Duration 5000.00, Init Duration
  // 578.07 and Billed Duration 5579.
  const billedMs = Math.ceil(round(report.durationMs) + round(initDurationMs ?? 0));
  let line = `REPORT RequestId: ${report.requestId}\tDuration: ${report.durationMs.toFixed(2)} ms\tBilled Duration: ${billedMs} ms\tMemory Size: ${report.memoryMb} MB\tMax Memory Used: ${Math.ceil(report.peakMemoryKb / 1024)} MB`;
  if (initDurationMs !== null) line += `\tInit Duration: ${initDurationMs.toFixed(2)} ms`;
  if (ending === null) return `${line}\t\n`;
  if (ending.status === 'timeout') return `${line}\tStatus: timeout\n`;
  return `${line}\tStatus: error\tError Type: ${ending.errorType}\n`;
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

/** Two newlines, as recorded. */
export function timedOutLine(nowMs: number, requestId: string, timeoutSeconds: number): string {
  return `${new Date(nowMs).toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds\n\n`;
}

/** @param errorMessage `RequestId: … Error: Runtime exited with error: exit status 1` */
export function exitedLine(errorMessage: string, errorType: string): string {
  return `${errorMessage}\n${errorType}\n`;
}
