// `varco doctor`: its arguments and options, and which file of doctor/ looks at what kind of input.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../doctor/cause.ts';
import { failOnChoices, type FailOn } from '../doctor/report/level.ts';
import { reportFormats, type ReportFormat } from '../doctor/report/report.ts';
import { type LiveOptions, withLiveOptions } from './doctor/live-options.ts';

export interface DoctorOptions {
  /** A file of evidence, `-` for standard input. */
  readonly evidence?: string;
  readonly handler?: string;
  readonly runtime?: string;
  readonly architecture?: string;
  readonly format: ReportFormat;
  readonly json: boolean;
  readonly failOn: FailOn;
  /** 0–1: less sure findings do not count. */
  readonly minConfidence: number;
  readonly lang?: Language;
  /** Of Varco, for SARIF. */
  readonly version: string;
}

function confidence(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number) || number < 0 || number > 1)
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return number;
}

export function doctorCommand(version: string): Command {
  const command = new Command('doctor')
    .description(
      'find the cause of a 5xx or 4xx: from a pasted log, evidence, a package, a template, a handler',
    )
    .argument('[input]', 'a log, template, package or handler; - reads a log from standard input')
    .option('--evidence <file>', 'an evidence object, or an array of them, as JSON; - reads standard input')
    .option('--handler <name>', 'handler of the package or source: index.handler')
    .option('--runtime <name>', 'runtime of the package or source: nodejs22.x')
    .addOption(new Option('--architecture <name>', 'of the package').choices(['x86_64', 'arm64']))
    .addOption(new Option('--format <form>', 'form of the report').choices(reportFormats).default('text'))
    .option('--json', 'the same as --format json', false)
    .addOption(
      new Option('--fail-on <level>', 'least grave finding that ends with exit code 1')
        .choices(failOnChoices)
        .default('warning'),
    )
    .addOption(
      new Option('--min-confidence <number>', 'from 0 to 1: less sure findings do not end with exit code 1')
        .default(0)
        .argParser(confidence),
    )
    .addOption(
      new Option('--lang <language>', "language of the report; default: the environment's").choices([
        'en',
        'it',
      ]),
    );
  return withLiveOptions(command).action(
    async (
      input: string | undefined,
      options: Omit<DoctorOptions, 'version'> & Partial<Omit<LiveOptions, 'version'>>,
    ) => {
      if (options.api !== undefined) {
        const { doctorLive } = await import('./doctor/live.ts');
        process.exitCode = await doctorLive({ ...options, api: options.api, version });
        return;
      }
      const { examine } = await import('./doctor/examine.ts');
      await examine(input, { ...options, version });
    },
  );
}
