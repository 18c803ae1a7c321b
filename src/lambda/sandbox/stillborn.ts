// A sandbox whose process was never started, because Lambda could not start it either.
import { PassThrough, Readable } from 'node:stream';
import type { Sandbox, SandboxExit } from './sandbox.ts';

/** It has ended before anyone listens; its channels are empty. */
export function stillborn(exit: SandboxExit): Sandbox {
  const empty = (): Readable => Readable.from([]);
  return {
    channel: new PassThrough(),
    telemetry: empty(),
    stdout: empty(),
    stderr: empty(),
    extensions: null,
    onExit: (listener) => queueMicrotask(() => listener(exit)),
    kill: () => {},
    terminate: () => {},
    readPeakMemoryKb: () => 0,
    readMemoryKb: () => 0,
    freeze: () => {},
    thaw: () => {},
  };
}
