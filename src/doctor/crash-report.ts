// What Node.js itself prints when an error that nobody caught ends the process (nodejs24.x; older clients report it instead).
import type { Case } from './case.ts';
import { ownMessages } from './function-log.ts';
import { readStack } from './source/stack.ts';

export interface CrashReport {
  readonly type: string;
  readonly message: string;
  readonly trace: readonly string[];
  /** A promise's rejection rather than a throw: it did not come straight from the event loop. */
  readonly isRejection: boolean;
}

// `TypeError: later`, `Error [ERR_X]: text`
const head = /^(?:Uncaught )?([A-Z][\w.]*)(?: \[\w+\])?: (.*)$/;

/** Null where the log holds none. */
export function crashReportOf(subject: Case): CrashReport | null {
  const lines = ownMessages(subject).flatMap((message) => message.split('\n'));
  const end = lines.findLastIndex((line) => /^Node\.js v\d+\./.test(line));
  if (end === -1) return null;
  const frame = lines.findLastIndex((line, index) => index < end && line.startsWith('    at '));
  const start = lines.findLastIndex((line, index) => index < (frame === -1 ? end : frame) && head.test(line));
  const [, type, message] = head.exec(lines[start] ?? '') ?? [];
  if (type === undefined || message === undefined) return null;
  const trace = lines.slice(start, end).filter((line) => line.trim() !== '');
  const outermost = readStack(trace).at(-1)?.file ?? '';
  const isFromEventLoop = outermost.startsWith('node:') && outermost !== 'node:internal/process/task_queues';
  return { type, message, trace, isRejection: type === 'UnhandledPromiseRejection' || !isFromEventLoop };
}
