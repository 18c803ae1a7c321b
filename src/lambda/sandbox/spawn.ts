// Starts a process with the channels of a sandbox and tells once how it ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { processTree, residentKb, signalTree } from './process-tree.ts';
import type { Sandbox, SandboxExit } from './sandbox.ts';

export interface SpawnOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly toExit: (status: number | null, signal: string | null) => SandboxExit;
  /** How many children down from the spawned process the function's own process is. */
  readonly depth: number;
  readonly hasExtensions: boolean;
  readonly onStarted?: (pid: number) => void;
  readonly onEnded?: (pid: number | null) => void;
}

export function spawnSandbox(options: SpawnOptions): Sandbox {
  const child = spawn(options.command, options.arguments, {
    cwd: options.cwd,
    env: options.environment,
    stdio: [
      'ignore',
      'pipe',
      'pipe',
      'pipe',
      'pipe',
      ...(options.hasExtensions ? ['pipe' as const, 'pipe' as const] : []),
    ],
    // A group of its own, so that all of it can be killed, and so that Ctrl-C in the terminal reaches Varco alone.
    detached: true,
    ...(options.user === null ? {} : { uid: options.user.uid, gid: options.user.gid }),
  });
  if (child.pid !== undefined) options.onStarted?.(child.pid);
  let hasExited = false;
  const exited = listenForExit(child, options);
  exited(() => {
    hasExited = true;
  });
  let frozen: readonly number[] = [];
  let functionPid: number | null = null;
  /** The function's own processes, without what is in front of them. */
  const functionTree = (): readonly number[] => {
    if (hasExited || child.pid === undefined) return [];
    functionPid ??= descendant(child.pid, options.depth);
    return functionPid === null ? [] : processTree(functionPid);
  };
  return {
    stdout: channelOf<Readable>(child, 1),
    stderr: channelOf<Readable>(child, 2),
    channel: channelOf<Duplex>(child, 3),
    telemetry: channelOf<Readable>(child, 4),
    extensions: options.hasExtensions
      ? { output: channelOf<Readable>(child, 5), exits: channelOf<Readable>(child, 6) }
      : null,
    onExit: exited,
    kill: () => {
      if (!hasExited) killFromWithin(child, options.depth);
    },
    terminate: () => signalTree(functionTree().slice(0, 1), 'SIGTERM'),
    readPeakMemoryKb: () => (child.pid === undefined ? 0 : readPeakMemoryKb(child.pid, options.depth)),
    readMemoryKb: () => residentKb(functionTree()),
    freeze() {
      frozen = functionTree();
      signalTree(frozen, 'SIGSTOP');
    },
    thaw() {
      signalTree(frozen, 'SIGCONT');
      frozen = [];
    },
  };
}

function channelOf<T>(child: ChildProcess, index: number): T {
  return child.stdio[index] as unknown as T;
}

function listenForExit(
  child: ChildProcess,
  options: SpawnOptions,
): (listener: (exit: SandboxExit) => void) => void {
  let exit: SandboxExit | null = null;
  const listeners: ((exit: SandboxExit) => void)[] = [];
  const tell = (how: SandboxExit): void => {
    if (exit !== null) return;
    exit = how;
    // What the process left running dies with it, as the environment does on Lambda.
    killGroup(child);
    options.onEnded?.(child.pid ?? null);
    for (const listener of listeners) listener(how);
  };
  child.on('error', (cause) => {
    // Also told for a failed kill, of a process that does run.
    if (child.pid === undefined) tell({ kind: 'not-started', cause });
  });
  child.on('exit', (status, signal) => tell(options.toExit(status, signal)));
  return (listener) => {
    if (exit === null) listeners.push(listener);
    else listener(exit);
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It has ended (macOS says EPERM where only ended processes are left in a group).
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** If the monitor of a sandbox does not follow its namespace, it is killed itself after so long. */
const monitorGraceMs = 1000;

/**
 * With a monitor in front, the first process of the namespace is killed, which ends all of it, and the monitor reaps it and
 * ends. Killing the monitor would do as well, but leave a zombie where Varco is a container's first process.
 */
function killFromWithin(child: ChildProcess, depth: number): void {
  const inner = depth === 0 || child.pid === undefined ? null : firstChild(child.pid);
  if (inner === null) {
    killGroup(child);
    return;
  }
  try {
    process.kill(inner, 'SIGKILL');
  } catch {
    killGroup(child);
    return;
  }
  const timer = setTimeout(() => killGroup(child), monitorGraceMs);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
}

function firstChild(pid: number): number | null {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
    return Number(first) || null;
  } catch {
    return null;
  }
}

function descendant(pid: number, depth: number): number | null {
  let own: number | null = pid;
  for (let level = 0; level < depth && own !== null; level++) own = firstChild(own);
  return own;
}

function readPeakMemoryKb(pid: number, depth: number): number {
  try {
    const own = descendant(pid, depth);
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${own}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
