// One request as a line on the terminal, its log and its explanation below; and the function's own output.
import type { Execution } from '../execution/execution.ts';
import { executionLog } from '../execution/execution-log.ts';
import type { Finding } from '../doctor/finding.ts';
import { renderFinding } from '../doctor/report/terminal.ts';
import type { LogBatch } from '../telemetry/telemetry.ts';
import { shown } from './shown.ts';
import type { Terminal } from './terminal.ts';

export function requestLine(
  execution: Execution,
  finding: Finding | null,
  terminal: Terminal,
  withLog: boolean,
): readonly string[] {
  const { dim, green, yellow, red } = terminal.colors;
  const { status } = execution.response;
  const paint = status >= 500 ? red : status >= 400 ? yellow : green;
  const time = new Date(execution.receivedAtMs).toTimeString().slice(0, 8);
  const latency = `${Math.max(1, Math.round(execution.latencyMs))} ms`;
  const lines = [
    `${dim(time)}  ${paint(String(status))}  ${execution.request.method} ${shown(execution.request.pathWithStage)}  ${dim(latency)}`,
  ];
  if (withLog) for (const line of executionLog(execution)) lines.push(dim(`          ${shown(line.text)}`));
  if (finding !== null) {
    lines.push(renderFinding(finding, { color: terminal.color, width: terminal.width }), '');
  }
  return lines;
}

/** The platform's own lines are left to the log; here stands what the function said. */
const platformLine = /^(?:START RequestId|END RequestId|REPORT RequestId|INIT_START|INIT_REPORT)\b/;
/** The runtime's `time\trequestId\tLEVEL\t` in front of a line: the terminal shows the level, unless it is INFO. */
const runtimePrefix = /^(?:\[([A-Z]+)\]\t)?\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]*\t(?:([A-Z]+)\t)?/;

/** `names` gives the logical id of a function's log group; lines are cut to the terminal's width unless `whole`. */
export function functionLogLines(
  batch: LogBatch,
  names: ReadonlyMap<string, string>,
  terminal: Terminal,
  whole: boolean,
): readonly string[] {
  const { dim, magenta } = terminal.colors;
  const name = names.get(batch.logGroup) ?? batch.logGroup;
  const lines: string[] = [];
  for (const { message } of batch.events) {
    if (platformLine.test(message)) continue;
    for (const line of worthShowing(plain(message), whole)) {
      const head = `${name} │ `;
      const text = whole ? shown(line) : cut(shown(line), terminal.width - logIndent.length - head.length);
      lines.push(`${logIndent}${magenta(name)} ${dim('│')} ${text}`);
    }
  }
  return lines;
}

const logIndent = '          ';

/** An error's stack is left to `--log`: the explanation that follows names the place. */
function worthShowing(text: string, whole: boolean): readonly string[] {
  const lines = text.trimEnd().split('\n');
  return whole || !/^\[?ERROR\b/.test(text) ? lines : lines.slice(0, 1);
}

function plain(message: string): string {
  const match = runtimePrefix.exec(message);
  if (match === null) return message;
  const level = match[1] ?? match[2];
  const text = message.slice(match[0].length);
  return level === undefined || level === 'INFO' ? text : `${level} ${text}`;
}

/** To the terminal's width. */
function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 20))}…`;
}
