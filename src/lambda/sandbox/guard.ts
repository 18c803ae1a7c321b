// Kills plain sandboxes when Varco dies without saying goodbye: a shell that waits for the end of its input, nothing more.
import { spawn } from 'node:child_process';

export interface Guard {
  watch(pid: number): void;
  forget(pid: number): void;
  /** Kills all that is still watched. */
  close(): void;
}

/** Each line is `+ PID` or `- PID`; at the end of the input every process group still listed is killed. */
const script = `
pids=
while read -r sign pid; do
  rest=
  for each in $pids; do [ "$each" = "$pid" ] || rest="$rest $each"; done
  pids=$rest
  [ "$sign" = + ] && pids="$pids $pid"
done
for each in $pids; do kill -s KILL -- "-$each"; done
`;

export function createGuard(): Guard {
  const shell = spawn('/bin/sh', ['-c', script], {
    env: {},
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    // Its own session: what ends Varco from the terminal must not end it.
    detached: true,
  });
  // Without the guard sandboxes still end when their channel closes, unless their code never yields.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    watch: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    forget: (pid) => void shell.stdin.write(`- ${pid}\n`),
    close: () => void shell.stdin.end(),
  };
}
