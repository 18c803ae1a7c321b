// Failures in a function's log: every error that a runtime, the platform or the code printed, in one shape.
import { doctorFaultLinesMax, doctorFaultsMax } from '../../core/limits.ts';
import type { Fault } from '../fault.ts';
import { unescapeText } from './clean-text.ts';
import { isPlatformText, splitFunctionLine } from './function-line.ts';
import { isRecord } from './log-text.ts';

export interface LoggedFault extends Fault {
  /**
   * `reported`: the words with which the platform or a runtime's client says that the invocation failed. `logged`: an error
   * that something printed, which may or may not be why.
   */
  readonly certainty: 'reported' | 'logged';
}

/** In the order of the log. Never throws. */
export function readFaults(messages: readonly string[]): readonly LoggedFault[] {
  const lines = messages.flatMap(linesOf).slice(0, doctorFaultLinesMax);
  const reader = new FaultReader();
  for (let index = 0; index < lines.length; index++) {
    const object = jsonAt(lines, index);
    if (object === null) {
      reader.read(lines[index]!);
      continue;
    }
    reader.readObject(object.value);
    index = object.end;
  }
  return reader.finish();
}

/** A message may be one JSON text with its breaks escaped, or lost its quotes on the way here. */
function linesOf(message: string): readonly string[] {
  return message.split('\n').flatMap((line) => {
    const isWhole = parseObject(line) !== null;
    return isWhole || !/\\[n"tu]/.test(line) || isFragment(line) ? [line] : unescapeText(line).split('\n');
  });
}

const fragmentPattern = /"(errorMessage|errorType|message|trace|stackTrace|stack)"\s*:/;

function isFragment(line: string): boolean {
  return fragmentPattern.test(line);
}

// --- whole JSON objects, on one line or printed over several

const objectLinesMax = 400;

function jsonAt(
  lines: readonly string[],
  index: number,
): { readonly value: Readonly<Record<string, unknown>>; readonly end: number } | null {
  const first = lines[index]!;
  const brace = first.indexOf('{');
  if (brace === -1) return null;
  const single = parseObject(first.slice(brace));
  if (single !== null) return isError(single) ? { value: single, end: index } : null;
  if (first.trim() !== '{' && !first.trimEnd().endsWith('{')) return null;
  for (let end = index + 1; end < Math.min(lines.length, index + objectLinesMax); end++) {
    if (lines[end]!.trim() !== '}') continue;
    const value = parseObject([first.slice(brace), ...lines.slice(index + 1, end + 1)].join('\n'));
    if (value !== null) return isError(value) ? { value, end } : null;
  }
  return null;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.includes('}')) return null;
  for (const candidate of [trimmed, trimmed.slice(0, trimmed.lastIndexOf('}') + 1)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      return isRecord(value) ? value : null;
    } catch {
      // Read as lines then.
    }
  }
  return null;
}

function isError(value: Readonly<Record<string, unknown>>): boolean {
  return errorOf(value) !== null;
}

/** The error in `{errorType,errorMessage,…}`, also one level down as the JSON log format has it. */
function errorOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  if (typeof value['errorMessage'] === 'string' || typeof value['errorType'] === 'string') return value;
  for (const key of ['message', 'error', 'record', 'reason', 'exception', 'errorDetails']) {
    const inner = value[key];
    if (
      isRecord(inner) &&
      (typeof inner['errorMessage'] === 'string' || typeof inner['errorType'] === 'string')
    )
      return inner;
  }
  return null;
}

// --- lines

const frame =
  /^\s*(?:at\s+\S|File ['"]|- \/|- file:|from \/|\/\S+\.rb:\d+:in|~\[|\.\.\. \d+ more|\d+: 0x|goroutine |<)|^\s{4,}\S/;

class FaultReader {
  readonly #found: {
    type: string | null;
    message: string;
    trace: string[];
    certainty: LoggedFault['certainty'];
  }[] = [];
  #inTraceback = false;
  #fragmentOpen = false;
  #pendingFrames: string[] = [];

  readObject(value: Readonly<Record<string, unknown>>): void {
    const error = errorOf(value)!;
    const type = textOf(error['errorType']);
    const message = textOf(error['errorMessage']) ?? textOf(error['message']) ?? '';
    const trace = error['trace'] ?? error['stackTrace'] ?? error['stack'];
    const reason = error['reason'];
    this.#push(type, message, 'reported', traceLines(trace));
    if (isRecord(reason))
      this.#push(
        textOf(reason['errorType']),
        textOf(reason['errorMessage']) ?? '',
        'reported',
        traceLines(reason['stack']),
      );
  }

  read(line: string): void {
    if (this.#found.length >= doctorFaultsMax) return;
    if (isFragment(line)) {
      this.#readFragment(line);
      return;
    }
    const split = splitFunctionLine(quotedEntry(line));
    const text = split.text.trimEnd();
    if (text.trim() === '' || isPlatformText(text)) return;
    if (/^\s*Traceback \(most recent call last\)/.test(text)) {
      this.#inTraceback = true;
      this.#pendingFrames = [];
      return;
    }
    const head = frame.test(text) && split.level === null ? null : headOf(text, split.level);
    if (head !== null) {
      this.#fragmentOpen = false;
      const frames = this.#inTraceback || this.#pendingFrames.length > 0 ? this.#pendingFrames : [];
      this.#inTraceback = false;
      this.#pendingFrames = [];
      const previous = this.#found.at(-1);
      // `[ERROR] KeyError: 'x'` and `Traceback …` belong together; so do a head and the same head again.
      if (previous !== undefined && previous.type === head.type && previous.message === head.message) {
        previous.trace.push(...frames);
        if (head.certainty === 'reported') previous.certainty = 'reported';
      } else this.#push(head.type, head.message, head.certainty, frames);
      return;
    }
    const previous = this.#found.at(-1);
    if (this.#inTraceback || previous === undefined) this.#pendingFrames.push(text);
    else if (/^\s*Require stack:/.test(text) || /^\s*- (?:\/|file:)/.test(text))
      previous.message += `\n${text.trim()}`;
    else if (frame.test(text)) {
      previous.trace.push(text);
      if (/^\s*File ['"]/.test(text)) this.#pendingFrames.push(text);
    } else if (this.#pendingFrames.length > 0) this.#pendingFrames.push(text);
  }

  /** `"errorType": "…"` on a line of its own, as people quote it. */
  #readFragment(line: string): void {
    const parts = fragmentsOf(line);
    const type = parts.get('errorType') ?? null;
    const message = parts.get('errorMessage') ?? null;
    const previous = this.#fragmentOpen ? this.#found.at(-1) : undefined;
    if (type === null && message === null) {
      const trace = parts.get('stackTrace') ?? parts.get('trace') ?? parts.get('stack');
      if (previous !== undefined && trace !== undefined) previous.trace.push(...trace.split('\n'));
      return;
    }
    const fits =
      previous !== undefined &&
      ((type !== null && previous.type === null && message === null) ||
        (message !== null && previous.message === '' && type === null));
    if (fits) {
      if (type !== null) previous.type = type;
      if (message !== null) previous.message = message;
      return;
    }
    this.#push(type, message ?? '', 'reported', []);
    this.#fragmentOpen = true;
  }

  #push(
    type: string | null,
    message: string,
    certainty: LoggedFault['certainty'],
    trace: readonly string[],
  ): void {
    if (this.#found.length < doctorFaultsMax)
      this.#found.push({ type, message, certainty, trace: [...trace] });
  }

  finish(): readonly LoggedFault[] {
    // Python prints the frames in front of the error; left over, they belong to the error that has none.
    const bare = this.#found.findLast(({ trace }) => trace.length === 0);
    if (bare !== undefined && this.#pendingFrames.length > 0) bare.trace.push(...this.#pendingFrames);
    return this.#found.map((fault) => withTypeOfMessage(fault));
  }
}

/** An entry of a stack's array on a line of its own: `"    at f (/var/task/a.js:1:2)",`. */
function quotedEntry(line: string): string {
  const entry = /^\s*"(.*)",?\s*$/.exec(line)?.[1];
  return entry === undefined ? line : unescapeText(entry);
}

/** Members with text values, escapes resolved; a value that was cut goes to the line's end. */
function fragmentsOf(line: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  // Quotes that were escaped once more: `\"errorMessage\": \"…\"`.
  const text =
    line.includes('\\"errorMessage\\"') || line.includes('\\"errorType\\"') ? unescapeText(line) : line;
  const pattern = /"(errorMessage|errorType|trace|stackTrace|stack)"\s*:\s*(?:\[\s*)?"/g;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index + match[0].length;
    let end = start;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    if (!found.has(match[1]!))
      found.set(match[1]!, unescapeText(text.slice(start, Math.min(end, text.length))));
    pattern.lastIndex = Math.max(end, pattern.lastIndex);
  }
  return found;
}

function traceLines(trace: unknown): readonly string[] {
  if (typeof trace === 'string') return trace.split('\n');
  if (!Array.isArray(trace)) return [];
  return trace.flatMap((entry) =>
    typeof entry === 'string'
      ? entry.split('\n')
      : Array.isArray(entry)
        ? // Python 2.7: [file, line, function, code].
          [
            `  File "${String(entry[0])}", line ${String(entry[1])}, in ${String(entry[2])}`,
            `    ${String(entry[3])}`,
          ]
        : [],
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

interface Head {
  readonly type: string | null;
  readonly message: string;
  readonly certainty: LoggedFault['certainty'];
}

const runtimeType = /\b((?:Runtime|Extension|Function|Sandbox)\.[A-Z]\w+)\b/;
const platformWords =
  /Task timed out after|Runtime exited|exited before completing request|Couldn't find valid bootstrap|Unable to import module|Syntax error in module|Bad handler|Handler '[^']*' missing on module|fork\/exec |Unable to marshal response|exceeded maximum allowed payload size|Class not found: |Error loading (?:class|method)|Unable to stringify response|Init error when loading handler|Error raised from handler/;
const typed =
  /^(?:.{0,60}?\b(?:Uncaught Exception|Unhandled Promise Rejection|Unhandled exception|Invoke Error|Init Error|Exception in thread "[^"]{0,60}"|Caused by|panicked at|UnhandledPromiseRejectionWarning|Unhandled)[\s:.]*)?([A-Za-z_$][\w.$]{0,120}?(?:Error|Exception|Warning|Exit|Interrupt|Fault|Rejection|Denied|NotFound))(?: \[\w+\])?\s*:\s?(.*)$/;
const looksWrong =
  /error|exception|fail|denied|not found|no such|cannot|can't|could ?n[o']t|unable|invalid|killed|missing|unexpected|panic|refused|abort|no space|out of memory|read-only|unknown|not authori[sz]ed|forbidden|not executable|exec format|too (?:large|long)|exceed|GLIBC|ELF|EACCES|ENOENT|EROFS|circular|signal|exit(?:ed)? |undefined|expired|timed? ?out/i;

function headOf(text: string, level: string | null): Head | null {
  const trimmed = text.trim();
  const type = runtimeType.exec(trimmed)?.[1] ?? null;
  const isReported = type !== null || platformWords.test(trimmed);
  const found = typed.exec(trimmed);
  // Python's client writes `[ERROR] Type: message`, and that is how it says that the invocation failed.
  const byClient = level === 'ERROR' && found !== null;
  if (type !== null) {
    const message = trimmed.replace(/^RequestId: \S+ /, '').replace(new RegExp(`^${escape(type)}:? ?`), '');
    return { type, message: message.trim() === '' ? trimmed : message, certainty: 'reported' };
  }
  if (found !== null && !/^(?:Error Type|Duration)/.test(trimmed)) {
    return { type: found[1]!, message: found[2]!, certainty: isReported || byClient ? 'reported' : 'logged' };
  }
  if (isReported)
    return {
      type: null,
      message: trimmed.replace(/^RequestId: \S+ (?:Error: )?/, ''),
      certainty: 'reported',
    };
  return looksWrong.test(trimmed) ? { type: null, message: trimmed, certainty: 'logged' } : null;
}

function escape(text: string): string {
  return text.replaceAll('.', '\\.');
}

/** `Error` says nothing where the message names the platform's own type. */
function withTypeOfMessage(fault: LoggedFault): LoggedFault {
  if (fault.type !== null && fault.type !== 'Error') return fault;
  const { message } = fault;
  const platformType =
    runtimeType.exec(message)?.[1] ??
    (message.startsWith('Unable to import module') ? 'Runtime.ImportModuleError' : null) ??
    (message.startsWith('Syntax error in module') ? 'Runtime.UserCodeSyntaxError' : null);
  return platformType === null ? fault : { ...fault, type: platformType };
}
