// A line of a function's log taken apart: what tools and runtimes put in front, and the message itself.

export interface FunctionLine {
  readonly epochMs: number | null;
  /** Lambda's request id, where the line names it. */
  readonly requestId: string | null;
  readonly level: string | null;
  /** The message, with its own white space in front. */
  readonly text: string;
}

const uuid = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
const time = new RegExp(
  '^\\[?(?:' +
    '(\\d{13})' +
    '|(\\d{4}[-/]\\d{2}[-/]\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?: ?(?:Z|UTC|\\(?[+-]\\d{2}:?\\d{2}\\)?))?)' +
    '|\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?: ?[AP]M)?(?= )' +
    ')\\]?(?:[ \\t]+|$)',
);
// `2024/01/31/[$LATEST]0123…`, the hash alone, and the group that `aws logs tail` writes.
const stream =
  /^(?:\d{4}\/\d{2}\/\d{2}\/\[[^\]\s]{1,40}\]?\s?[0-9a-f]{6,40}|[0-9a-f]{32}|\/aws\/lambda\/[\w./-]+)(?:[ \t]+|$)/;
const id = new RegExp(`^(${uuid})(?:[ \\t]+|$)`);
const bracketLevel = /^\[(ERROR|INFO|WARN|WARNING|DEBUG|CRITICAL|FATAL|TRACE)\][ \t]*/;
const wordLevel = /^(ERROR|INFO|WARN|WARNING|DEBUG|CRITICAL|FATAL|TRACE)(?:\t|[ ]+(?=\S))/;

/** Never throws; takes time linear in the line. */
export function splitFunctionLine(line: string): FunctionLine {
  let rest = line;
  let epochMs: number | null = null;
  let requestId: string | null = null;
  let level: string | null = null;
  for (let step = 0; step < 6; step++) {
    const trimmed = step > 0 ? rest.trimStart() : rest;
    const timed = time.exec(trimmed);
    if (timed !== null) {
      epochMs ??= timeOf(timed);
      rest = trimmed.slice(timed[0].length);
      continue;
    }
    const streamed = stream.exec(trimmed);
    if (streamed !== null) {
      rest = trimmed.slice(streamed[0].length);
      continue;
    }
    const named = id.exec(trimmed);
    if (named !== null) {
      requestId ??= named[1]!.toLowerCase();
      rest = trimmed.slice(named[0].length);
      continue;
    }
    const levelled: RegExpExecArray | null =
      level === null ? (bracketLevel.exec(trimmed) ?? wordLevel.exec(trimmed)) : null;
    if (levelled === null) break;
    level = levelled[1]!;
    rest = trimmed.slice(levelled[0].length);
  }
  requestId ??=
    new RegExp(`^(?:START |END |REPORT )?RequestId: (${uuid})`).exec(rest)?.[1]?.toLowerCase() ?? null;
  return { epochMs, requestId, level, text: rest };
}

function timeOf(match: RegExpExecArray): number | null {
  if (match[1] !== undefined) return Number(match[1]);
  if (match[2] === undefined) return null;
  const text = match[2]
    .replaceAll('/', '-')
    .replace(',', '.')
    .replace(/ ?\(?([+-]\d{2}:?\d{2})\)?$/, '$1');
  const zoned = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/.test(text) ? text.replace(/ ?UTC$/, 'Z') : `${text}Z`;
  const epochMs = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(epochMs) ? null : epochMs;
}

const platform =
  /^(?:START RequestId:|END RequestId:|REPORT(?: RequestId:|\t)|INIT_START |INIT_REPORT |INIT_RUNTIME_DONE|XRAY TraceId:|EXTENSION\s|TELEMETRY\s|LOGS\s|RESTORE_|START\s+RequestId)/;

/** Lines of Lambda's own that come with every request. */
export function isPlatformText(text: string): boolean {
  return platform.test(text) || /^\{.{0,80}"type":\s?"platform\./.test(text);
}
