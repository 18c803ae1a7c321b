// `varco start [PATH]`: its arguments and options. What it does is read only when it is called: see serve.ts.
import { Command } from 'commander';
import { accountThrottleRatePerSecond } from '../core/limits.ts';
import type { EnvironmentOverrides } from '../served-project.ts';
import type { DebugRequest } from '../varco.ts';
import { debugpyOption, inspectOption } from './debug-options.ts';
import { readEnvironmentFile } from './environment-file.ts';
import {
  allowHostOption,
  defaultDataFolder,
  parameterOption,
  parsePort,
  parseRate,
  regionOption,
  requireAuthOption,
  type RequiredKey,
} from './project-options.ts';

export interface StartOptions {
  readonly host: string;
  readonly port: number;
  readonly apiPort: number;
  readonly region: string;
  readonly data: string;
  readonly ephemeral: boolean;
  readonly envVars?: EnvironmentOverrides;
  readonly watch: boolean;
  readonly parameter: Readonly<Record<string, string>>;
  readonly accountRate: number;
  readonly requireCloudwatchRole: boolean;
  readonly requireAuth?: readonly RequiredKey[];
  readonly allowHost?: readonly string[];
  readonly inspect?: readonly DebugRequest[];
  readonly debugpy?: readonly DebugRequest[];
  readonly log: boolean;
  readonly json: boolean;
}

export function startCommand(version: string): Command {
  return new Command('start')
    .description('serve a SAM or CloudFormation template, or nothing where there is none')
    .argument('[path]', 'template, or folder that holds one; default: this folder, if it has a template')
    .option('--host <address>', 'address to listen on; anything but loopback lets others in', '127.0.0.1')
    .option('--port <number>', 'port of the AWS endpoint; 0 picks a free one', parsePort('--port'), 4566)
    .option(
      '--api-port <number>',
      'port of the first API, the next ones follow; 0 picks free ones; default 3000, or 0 with --port 0',
      parsePort('--api-port'),
    )
    .addOption(regionOption())
    .option(
      '--env-vars <file>',
      'JSON with values of environment variables, by function; under Parameters for all',
      readEnvironmentFile,
    )
    .option('--no-watch', 'do not deploy again when files of the project change')
    .option('--data <folder>', 'folder that keeps what is created, for the next start', defaultDataFolder)
    .option('--ephemeral', 'keep everything in memory, until the end', false)
    .addOption(parameterOption())
    .option(
      '--account-rate <number>',
      'requests a second that the account admits before it answers 429',
      parseRate,
      accountThrottleRatePerSecond,
    )
    .addOption(inspectOption())
    .addOption(debugpyOption())
    .option(
      '--require-cloudwatch-role',
      'log no request before the account names a CloudWatch Logs role (UpdateAccount), as on AWS',
      false,
    )
    .addOption(requireAuthOption())
    .addOption(allowHostOption())
    .option(
      '--log',
      "also print each request's execution log as CloudWatch would show it, and functions' lines whole",
      false,
    )
    .option('--json', 'print one JSON line when ready, and nothing else', false)
    .action(async (path: string | undefined, options: StartOptions) => {
      const { serve } = await import('./serve.ts');
      await serve(path, options, version);
    });
}
