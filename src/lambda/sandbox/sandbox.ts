// A sandbox: one process that runs one function, one invocation at a time, and the channels into it (DESIGN D5).
import type { Duplex, Readable } from 'node:stream';
import type { Interpreter } from '../interpreters.ts';

export interface Sandbox {
  /** Frames, descriptor 3 in the process. */
  readonly channel: Duplex;
  /** Log events in AWS's framing, descriptor 4. */
  readonly telemetry: Readable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** What the programs of /opt/extensions write, and a line for each that ends (`STATUS NAME`); null where there are none. */
  readonly extensions: { readonly output: Readable; readonly exits: Readable } | null;
  /** Calls back once, also when the process could not be started. */
  onExit(listener: (exit: SandboxExit) => void): void;
  /** Ends the process and all that it started, at once. */
  kill(): void;
  /** Asks the function's own process to end (SIGTERM). */
  terminate(): void;
  /** Largest resident memory so far, read from the kernel; 0 where that cannot be told. */
  readPeakMemoryKb(): number;
  /** Resident memory of all its processes together; 0 where that cannot be told. */
  readMemoryKb(): number;
  /** Stops all its processes where they stand, until `thaw`. */
  freeze(): void;
  thaw(): void;
}

export type SandboxExit =
  | { readonly kind: 'exit'; readonly status: number }
  /** `SIGSEGV` */
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly cause: Error }
  /** Lambda cannot run what the package names as its program; `reason` is in Lambda's words. */
  | { readonly kind: 'invalid-entrypoint'; readonly reason: string };

/** Where things are, as the process sees it. */
export interface InsidePaths {
  readonly taskRoot: string;
  readonly runtimeFolder: string;
  /** `/opt`, where layers are. */
  readonly layersRoot: string;
  /** Or the custom runtime's own program. */
  readonly interpreter: string;
}

/** What is to run in a sandbox. */
export interface Program {
  /** Null for a custom runtime, whose `entrypoint` is run as it is. */
  readonly interpreter: Interpreter | null;
  /** Of a custom runtime, a path inside: `/var/task/bootstrap`; null for the others. */
  readonly entrypoint: string | null;
  readonly language: 'nodejs' | 'python' | 'ruby' | 'custom';
  /** Folder with the runtime's own files, on this machine; null where there are none. */
  readonly runtimeFolder: string | null;
  /** The laid-out code package, on this machine. */
  readonly taskFolder: string;
  /** The function's layers, laid over one another on this machine; null where there are none. */
  readonly layersFolder: string | null;
  readonly ephemeralStorageMb: number;
  /** `AWS_LAMBDA_EXEC_WRAPPER`: a script that starts the interpreter in its own way; null for none. */
  readonly wrapper: string | null;
  /** Programs of /opt/extensions, by name. They start first; the runtime, when a line has come on the channel. */
  readonly extensions: readonly string[];
  arguments(inside: InsidePaths): readonly string[];
  environment(inside: InsidePaths): Readonly<Record<string, string>>;
}

/** One way of making sandboxes. */
export interface SandboxKind {
  readonly name: 'bubblewrap' | 'process';
  /** What it does not keep a function from, one sentence each. */
  readonly notEnforced: readonly string[];
  start(program: Program): Sandbox;
  /** The environment that `start` gives it; but for TMPDIR, which is the process's own. */
  environment(program: Program): Readonly<Record<string, string>>;
  /** A text from inside as it reads on Lambda: paths of this machine become Lambda's. */
  rewrite(program: Program): (text: string) => string;
  close(): void;
}

/** The user that functions run as on Lambda (recorded name; the numbers are those of public reports). */
export const sandboxUser = { name: 'sbx_user1051', uid: 993, gid: 990 } as const;

/** What no sandbox keeps a function from where there is no /proc to look into. */
export const notEnforcedAnywhere: readonly string[] =
  process.platform === 'linux'
    ? []
    : ['A function may use more memory than its MemorySize; only the heap of Node.js is bounded by it.'];

/** The command line, with the wrapper script around it where there is one; a missing wrapper gives status 127 as on Lambda. */
export function commandLine(program: Program, inside: InsidePaths): readonly [string, ...string[]] {
  const own = [inside.interpreter, ...program.arguments(inside)] as const;
  const command: readonly [string, ...string[]] =
    program.wrapper === null
      ? [own[0], ...own.slice(1)]
      : ['/bin/sh', '-c', 'exec "$0" "$@"', program.wrapper, ...own];
  if (program.extensions.length === 0) return command;
  const paths = program.extensions.map((name) => `${inside.layersRoot}/extensions/${name}`);
  return ['/bin/sh', '-c', startExtensions, 'sh', String(paths.length), ...paths, ...command];
}

/** What a runtime process knows of itself, extensions are not told (developer guide, Extensions API). */
const startExtensions = `
n=$1; shift
while [ "$n" -gt 0 ]; do
  each=$1; shift; n=$((n - 1))
  (
    unset _HANDLER AWS_EXECUTION_ENV AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME _LAMBDA_TELEMETRY_LOG_FD
    unset LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS
    "$each" </dev/null >&5 2>&5 5>&- 6>&-
    printf '%s %s\\n' "$?" "\${each##*/}" >&6
  ) 3>&- 4>&- &
done
read -r go <&3
exec "$@" 5>&- 6>&-
`;
