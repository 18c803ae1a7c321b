// A line of an execution log taken apart: the time and stream that tools put in front, the request id, the text.
import { readTestStamp } from './test-invoke-log.ts';

export interface SplitLine {
  /** `head` is the first line of a test's log, `bare` a line without id or stamp: a row quoted alone, or a body's next line. */
  readonly form: 'stage' | 'test' | 'head' | 'bare';
  /** Null for `test` and `bare`. */
  readonly requestId: string | null;
  /** Null where there is no time in front. */
  readonly epochMs: number | null;
  readonly text: string;
}

const uuid = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
const epoch = '\\d{13}';
const iso = '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?:Z|[+-]\\d{2}:?\\d{2})?';
const hour = '\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?';
const stream = '(?:[0-9a-f]{32}[ \\t]+)?';
// Times as CloudWatch, its console and `aws logs tail` write them, or the hour alone; then perhaps the stream.
const prefix = new RegExp(`^(?:(?:(${epoch})|(${iso})|${hour})[ \\t]+)?${stream}`);
/** SPEC §7: the id of a request that brought an invalid one. */
const id = new RegExp(`^\\((${uuid}|UUID_REPLACED_INVALID_REQUEST_ID)\\) `);
const testHead = /^Execution log for request (\S+)\s*$/;

export function splitLine(line: string): SplitLine {
  const front = prefix.exec(line)!;
  const rest = line.slice(front[0].length);
  const epochMs = readTime(front[1], front[2]);
  const named = id.exec(rest);
  if (named !== null) {
    return { form: 'stage', requestId: named[1]!, epochMs, text: rest.slice(named[0].length) };
  }
  const head = testHead.exec(rest);
  if (head !== null) return { form: 'head', requestId: head[1]!, epochMs, text: rest };
  const stamp = readTestStamp(rest);
  if (stamp !== null) {
    return { form: 'test', requestId: null, epochMs: stamp.epochMs, text: rest.slice(stamp.length) };
  }
  // White space in front of a body's next line is the body's; only what was a time or a stream is taken off.
  return { form: 'bare', requestId: null, epochMs, text: rest };
}

/** A time without zone is UTC, as CloudWatch shows it. */
function readTime(epoch: string | undefined, iso: string | undefined): number | null {
  if (epoch !== undefined) return Number(epoch);
  if (iso === undefined) return null;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`;
  const epochMs = Date.parse(zoned.replace(' ', 'T').replace(',', '.'));
  return Number.isNaN(epochMs) ? null : epochMs;
}

const testStamp = '[A-Z][a-z]{2} [A-Z][a-z]{2} \\d{2} \\d{2}:\\d{2}:\\d{2} [A-Z]{2,5} \\d{4} : ';
const nextLine = new RegExp(
  `\\n(?=(?:(?:${epoch}|${iso}|${hour})[ \\t]+)?${stream}\\(${uuid}\\) |Execution log for request |${testStamp})`,
);

/**
 * One string per line of the log. An event's message may hold line breaks of a body, and a whole log may come as one
 * string, so a break counts only where a line begins behind it. A test's log has one behind its last line too.
 */
export function separateLines(texts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    if (!text.includes('\n')) lines.push(text);
    else if (text.startsWith('Execution log for request '))
      lines.push(...text.replace(/\n$/, '').split(nextLine));
    else lines.push(...text.split(nextLine));
  }
  // Text that came through Windows has one at every line's end; a body's own carriage returns are not at every one.
  return lines.length > 1 && lines.every((line) => line.endsWith('\r'))
    ? lines.map((line) => line.slice(0, -1))
    : lines;
}
