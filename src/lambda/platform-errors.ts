// The error objects that Lambda makes itself, byte for byte (SPEC §9.6).
import { invokeResponseBytesMax } from '../core/limits.ts';
import type { SandboxExit } from './sandbox/sandbox.ts';

export function timedOutPayload(requestId: string, timeoutSeconds: number): string {
  return JSON.stringify({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  });
}

/** `RequestId: … Error: Runtime exited with error: exit status 1` */
export function exitedMessage(requestId: string, exit: SandboxExit): string {
  return `RequestId: ${requestId} Error: ${exitReason(exit)}`;
}

/** The type of the error that such an end is. */
export function exitedType(exit: SandboxExit): string {
  return exit.kind === 'invalid-entrypoint' ? 'Runtime.InvalidEntrypoint' : 'Runtime.ExitError';
}

export function exitedPayload(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}

export const responseTooLargePayload: string = JSON.stringify({
  errorMessage: `Response payload size exceeded maximum allowed payload size (${invokeResponseBytesMax} bytes).`,
  errorType: 'Function.ResponseSizeTooLarge',
});

function exitReason(exit: SandboxExit): string {
  switch (exit.kind) {
    case 'exit':
      if (exit.status === 0) return 'Runtime exited without providing a reason';
      return `Runtime exited with error: exit status ${exit.status}`;
    case 'signal':
      return `Runtime exited with error: signal: ${signalWords[exit.signal] ?? exit.signal}`;
    case 'invalid-entrypoint':
      return exit.reason;
    case 'not-started':
      return `Runtime could not be started: ${exit.cause.message}`;
  }
}

/** Lambda's platform is written in Go, which names signals so. */
const signalWords: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGUSR1: 'user defined signal 1',
  SIGUSR2: 'user defined signal 2',
};
