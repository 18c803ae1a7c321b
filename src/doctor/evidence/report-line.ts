// The numbers of a REPORT line, of INIT_REPORT and of their JSON form.

export interface ReportFacts {
  readonly durationMs?: number;
  readonly memoryMb?: number;
  readonly memoryUsedMb?: number;
  readonly initMs?: number;
  /** `error`, `timeout`; absent for a success. */
  readonly status?: string;
  readonly errorType?: string;
  readonly initStatus?: string;
}

const numbers = [
  ['durationMs', /(?:^|\s|\t)Duration:\s*([\d.]{1,15}) ?ms/],
  ['memoryMb', /Memory Size:\s*(\d{1,6}) ?MB/],
  ['memoryUsedMb', /Max Memory Used:\s*(\d{1,6}) ?MB/],
  ['initMs', /Init Duration:\s*([\d.]{1,15}) ?ms/],
] as const;

/** What the lines tell together; {} where none is a report. */
export function readReports(lines: readonly string[]): ReportFacts {
  const found: { -readonly [Key in keyof ReportFacts]: ReportFacts[Key] } = {};
  for (const line of lines) {
    const isReport = /^REPORT\b|Billed Duration:|Max Memory Used:/.test(line);
    const isInit = line.startsWith('INIT_REPORT');
    if (isReport) {
      for (const [name, pattern] of numbers) {
        const value = pattern.exec(line)?.[1];
        if (value !== undefined) found[name] = Number(value);
      }
      const status = /Status:\s*(error|timeout|failure)/.exec(line)?.[1];
      if (status !== undefined) found.status = status;
    }
    if (isInit) {
      const status = /Status:\s*(error|timeout|failure)/.exec(line)?.[1];
      if (status !== undefined) found.initStatus = status;
    }
    const type = /Error Type:\s*([A-Z][\w.]+)/.exec(line)?.[1];
    if (type !== undefined) found.errorType = type;
    readJsonReport(line, found);
  }
  return found;
}

/** `{"type":"platform.report","record":{"metrics":{…},"status":"timeout"}}`, of functions whose log format is JSON. */
function readJsonReport(
  line: string,
  found: { -readonly [Key in keyof ReportFacts]: ReportFacts[Key] },
): void {
  if (!line.includes('"platform.report"')) return;
  try {
    const { record } = JSON.parse(line) as {
      readonly record?: {
        readonly status?: string;
        readonly errorType?: string;
        readonly metrics?: Readonly<Record<string, number>>;
      };
    };
    const { durationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } = record?.metrics ?? {};
    if (durationMs !== undefined) found.durationMs = durationMs;
    if (memorySizeMB !== undefined) found.memoryMb = memorySizeMB;
    if (maxMemoryUsedMB !== undefined) found.memoryUsedMb = maxMemoryUsedMB;
    if (initDurationMs !== undefined) found.initMs = initDurationMs;
    if (record?.status !== undefined && record.status !== 'success') found.status = record.status;
    if (record?.errorType !== undefined) found.errorType = record.errorType;
  } catch {
    // Cut by whoever pasted it: then it tells nothing.
  }
}
