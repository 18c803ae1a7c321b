// A function that somebody looks into with a debugger: one environment at a time, which no clock hurries.

export interface DebugTarget {
  /** Node.js's inspector, or Python's debug adapter (the module debugpy). */
  readonly protocol: 'inspect' | 'debugpy';
  readonly port: number;
}

/** Null for a function that nobody debugs. */
export type FindDebugTarget = (functionName: string) => DebugTarget | null;

/** Where debuggers are listened to: only on this machine. */
export const debugHost = '127.0.0.1';

/** In place of the function's time-out. */
export const debugTimeoutMs = 86_400_000;

/** Says why a runtime cannot be debugged so; null where it can. */
export function debugMismatch({ protocol }: DebugTarget, runtime: string): string | null {
  const wanted = protocol === 'inspect' ? 'nodejs' : 'python';
  if (runtime.startsWith(wanted)) return null;
  const option = protocol === 'inspect' ? '--inspect' : '--debugpy';
  return `${option} is for ${wanted === 'nodejs' ? 'Node.js' : 'Python'} functions, and this one runs on ${runtime}.`;
}
