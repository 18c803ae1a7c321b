// `varco logs [GROUP]`: its arguments and options. What it does is read only when it is called.
import { Command } from 'commander';
import { withAccountOptions, type AccountChoice } from './reach-account.ts';

export interface LogsOptions extends AccountChoice {
  readonly follow: boolean;
  readonly filter?: string;
  readonly since?: string;
  readonly request?: string;
  readonly json: boolean;
}

export function logsCommand(): Command {
  const command = new Command('logs')
    .description('print log events of a running Varco, or of AWS; list the log groups where none is named')
    .argument('[group]', "a log group, a function's name, an API's id, or a part of one; several may match")
    .option('-f, --follow', 'go on printing what comes; without a group, of all of them', false)
    .option('--filter <pattern>', 'only what matches this CloudWatch filter pattern')
    .option('--since <time>', '30s, 10m, 2h, 1d, or a date; default 10m, with --request 1h')
    .option('--request <id>', 'all of one request, by either id: gateway, function and access log in order')
    .option('--json', 'print one JSON object a line', false);
  return withAccountOptions(command).action(async (group: string | undefined, options: LogsOptions) => {
    const { printLogs } = await import('./logs/print-logs.ts');
    await printLogs(group, options);
  });
}
