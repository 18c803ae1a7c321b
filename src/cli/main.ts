// The command line: one file a command, errors of the user's as one sentence with exit code 2.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { AwsError, UserError } from '../core/errors.ts';
import { packageRoot } from '../core/package-root.ts';
import { doctorCommand } from './doctor.ts';
import { logsCommand } from './logs.ts';
import { metricsCommand } from './metrics.ts';
import { runtimesCommand } from './runtimes.ts';
import { startCommand } from './start.ts';
import { testCommand } from './test.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
  readonly version: string;
};

/** Exit codes: 0 fine, 1 findings or failures, 2 wrong usage (DESIGN §5). */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('varco')
    .description(
      'Amazon API Gateway REST APIs with Lambda proxy integration on your own machine: fails exactly as AWS fails, and says why.',
    )
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  program.addCommand(startCommand(version));
  program.addCommand(testCommand());
  program.addCommand(doctorCommand(version));
  program.addCommand(logsCommand());
  program.addCommand(metricsCommand());
  program.addCommand(runtimesCommand());
  for (const command of program.commands) command.exitOverride();
  process.stdout.on('error', endWithReader);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? 0 : 2;
      return;
    }
    if (thrown instanceof UserError || thrown instanceof AwsError) {
      process.stderr.write(`varco: ${thrown.message}\n`);
      process.exitCode = 2;
      return;
    }
    throw thrown;
  }
}

/** `varco runtimes | head`: whoever read has enough, and what else there is to say is for nobody. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
