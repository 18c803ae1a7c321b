// A function error as one shape, whichever runtime wrote it, and the frames of its stack that are the user's own.
import type { Case } from './case.ts';
import { crashReportOf } from './crash-report.ts';
import type { Place } from './cause.ts';
import type { SourceLocation } from './finding.ts';
import { isVendored } from './package-listing.ts';
import { locationAt } from './source/place.ts';
import { readStack, type Frame } from './source/stack.ts';

export interface Fault {
  readonly type: string | null;
  readonly message: string;
  readonly trace: readonly string[];
}

/** Null where the request did not end in a function error. */
export function faultOf(subject: Case): Fault | null {
  const { outcome } = subject;
  if (outcome?.kind !== 'function-error') return null;
  // A process that an uncaught error ended says no more than its exit status; the log has the error.
  const crash = outcome.errorType === 'Runtime.ExitError' ? crashReportOf(subject) : null;
  if (crash?.isRejection === true) {
    const { type, message, trace } = crash;
    return { type: 'Runtime.UnhandledPromiseRejection', message: `${type}: ${message}`, trace };
  }
  if (crash !== null) return crash;
  return { type: outcome.errorType, message: outcome.errorMessage, trace: outcome.trace };
}

/** `TypeError: x is undefined`. */
export function faultText(fault: Fault): string {
  return fault.type === null || fault.message.startsWith(fault.type)
    ? fault.message
    : `${fault.type}: ${fault.message}`;
}

/** Where the code of a function lies in stack traces. */
export function taskRoots(subject: Case): readonly string[] {
  const { taskRoot } = subject;
  return taskRoot === undefined || taskRoot === '/var/task' ? ['/var/task'] : [taskRoot, '/var/task'];
}

/** `/var/task/src/app.js`, `file:///var/task/src/app.js` → `src/app.js`; null for a path elsewhere. */
export function taskPath(subject: Case, file: string): string | null {
  const path = file.startsWith('file://') ? fileUrlPath(file) : file;
  for (const root of taskRoots(subject)) {
    if (path.startsWith(`${root}/`)) return path.slice(root.length + 1);
  }
  return null;
}

function fileUrlPath(url: string): string {
  try {
    return decodeURIComponent(url.slice('file://'.length));
  } catch {
    return url.slice('file://'.length);
  }
}

interface UserFrame extends Frame {
  /** Relative to /var/task. */
  readonly path: string;
}

/** Frames in the user's own files, innermost first. */
export function userFrames(subject: Case, fault: Fault): readonly UserFrame[] {
  const found: UserFrame[] = [];
  for (const frame of readStack(fault.trace)) {
    const path = taskPath(subject, frame.file);
    if (path !== null && !isVendored(path, subject.packageListing)) found.push({ ...frame, path });
  }
  return found;
}

/** The innermost line of the user's own that the error came through. */
export function faultPlace(subject: Case, fault: Fault): Place | null {
  const location = faultLocation(subject, fault);
  return location === null ? null : { location, patch: null };
}

function faultLocation(subject: Case, fault: Fault): SourceLocation | null {
  for (const frame of userFrames(subject, fault)) {
    const found = subject.source === undefined ? null : locationAt(subject.source, frame.path, frame);
    if (found !== null) return found;
    // Without the source the trace itself still tells file and line.
    return {
      file: frame.path,
      line: frame.line,
      column: frame.text === null ? null : frame.column,
      text: frame.text ?? '',
    };
  }
  return null;
}

/** True where the error came while the module was loading, before any request. */
export function isInitFault(subject: Case, fault: Fault): boolean {
  const frames = readStack(fault.trace);
  const outermost = frames.findLastIndex((frame) => taskPath(subject, frame.file) !== null);
  if (outermost === -1) return false;
  const frame = frames[outermost]!;
  if (frame.language === 'python') return frame.functionName === '<module>';
  // Node.js: a module's own code is called by the loader.
  const caller = frames[outermost + 1];
  return caller !== undefined && caller.file.startsWith('node:internal/modules/');
}
