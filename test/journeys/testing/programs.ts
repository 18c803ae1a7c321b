// Other people's programs in the tests: which of them this machine has, and running one while Varco serves it.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that hangs is ended, and the test fails with what it printed. */
const programTimeoutMs = 120_000;
/** Of what a program printed before it failed. */
const shownMax = 2000;
const outputBytesMax = 16 * 1024 * 1024;

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are no failure; default 0 alone. */
  readonly accept?: readonly number[];
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** The first of the commands that works with these arguments, or null. */
export function installed(commands: readonly string[], args: readonly string[]): string | null {
  return commands.find((command) => spawnSync(command, [...args], { stdio: 'ignore' }).status === 0) ?? null;
}

/** @throws Error with everything that the program printed when it ends in a way that is not accepted */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env = {}, accept = [0] }: ProgramOptions = {},
): Promise<Ended> {
  const options = {
    cwd,
    env: { ...environment, ...env },
    timeout: programTimeoutMs,
    maxBuffer: outputBytesMax,
  };
  try {
    const { stdout } = await run(command, [...args], options);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number | string; stdout?: string; stderr?: string };
    if (typeof code === 'number' && accept.includes(code)) return { code, stdout: stdout ?? '' };
    throw new Error(
      `${command} ${args.join(' ')}\nended with ${String(code)}\n${(stdout ?? '').slice(-shownMax)}\n${stderr ?? ''}`,
      { cause: error },
    );
  }
}

/** Nothing of the person's own configuration of AWS. */
const environment: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
};
