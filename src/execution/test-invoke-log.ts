// The `log` of a TestInvokeMethod answer (SPEC §6.6): one text, every line but the first stamped with the time.
import { endOf, executionRows } from './execution-log.ts';
import type { Execution } from './execution.ts';
import { truncate } from './truncation.ts';

/** Rows 6–19z with data trace, whatever the stage is set to, each ended by a line feed. */
export function testInvokeLog(execution: Execution): string {
  const before = `${testStamp(execution.receivedAtMs)} : `;
  const after = `${testStamp(Math.max(execution.receivedAtMs, endOf(execution)))} : `;
  let log = `Execution log for request ${execution.requestId}\n`;
  const asTest = execution.isTest ? execution : { ...execution, isTest: true };
  for (const row of executionRows(asTest, { level: 'INFO', dataTrace: true })) {
    log += `${(row.after ? after : before) + truncate(row.text)}\n`;
  }
  return log;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Wed Aug 03 08:10:00 UTC 2022` */
export function testStamp(epochMs: number): string {
  const date = new Date(epochMs);
  const day = days[date.getUTCDay()]!;
  const month = months[date.getUTCMonth()]!;
  const time = date.toISOString().slice(11, 19);
  return `${day} ${month} ${String(date.getUTCDate()).padStart(2, '0')} ${time} UTC ${date.getUTCFullYear()}`;
}

const stamp = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) [A-Z]{2,5} (\d{4}) : /;

/** The stamp in front of a test's line: its length, and the time taken as UTC, which is all that is known to occur. */
export function readTestStamp(line: string): { readonly length: number; readonly epochMs: number } | null {
  const match = stamp.exec(line);
  if (match === null) return null;
  const month = months.findIndex((name) => name === match[1]);
  if (month === -1) return null;
  const [day, hour, minute, second, year] = [2, 3, 4, 5, 6].map((group) => Number(match[group])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { length: match[0].length, epochMs: Date.UTC(year, month, day, hour, minute, second) };
}
