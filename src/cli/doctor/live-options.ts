// The options of `varco doctor --api`: what is looked into, whom to ask, what may be run.
import { type Command, Option } from 'commander';
import { UserError } from '../../core/errors.ts';
import type { Language } from '../../doctor/cause.ts';
import type { FailOn } from '../../doctor/report/level.ts';
import type { ReportFormat } from '../../doctor/report/report.ts';

export interface LiveOptions {
  readonly api: string;
  readonly stage?: string;
  readonly path?: string;
  readonly method?: string;
  /** `30s`, `15m`, `1h`, `2d`, or a date. */
  readonly since?: string;
  /** A URL, or `aws`. Left out: what AWS_ENDPOINT_URL says, else AWS. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  /** True runs what may change something too, false nothing at all. */
  readonly invoke?: boolean;
  readonly header?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly format?: ReportFormat;
  readonly failOn?: FailOn;
  /** Of Varco, for SARIF. */
  readonly version: string;
  readonly lang?: Language;
}

export function withLiveOptions(command: Command): Command {
  return command
    .addOption(new Option('--api <id>', 'walk the seven steps on this REST API, live'))
    .addOption(new Option('--stage <name>', 'its stage; may be left out where the API has one'))
    .addOption(new Option('--path <path>', 'a request to look into, without the stage; default: every route'))
    .addOption(new Option('--method <verb>', 'its method'))
    .addOption(
      new Option('--since <time>', 'how far back logs and metrics are read: 30m, 2h, 1d; default 1h'),
    )
    .addOption(
      new Option(
        '--endpoint <url>',
        'whom to ask: a URL such as http://127.0.0.1:4566 for Varco; default AWS',
      ),
    )
    .addOption(new Option('--region <name>', 'AWS Region; default AWS_REGION or the profile'))
    .addOption(new Option('--profile <name>', 'profile of the AWS configuration files, SSO included'))
    .addOption(
      new Option('--invoke', 'test and request what may change something too, not only GET and HEAD'),
    )
    .addOption(new Option('--no-invoke', 'test and request nothing'))
    .addOption(
      new Option('--header <name: value>', 'header of tests and requests; may be repeated')
        .argParser(addHeader)
        .default({}, 'none'),
    )
    .addOption(new Option('--body <text>', 'body of tests'))
    .addOption(new Option('--fix', 'apply what is safe and certain, after asking'))
    .addOption(new Option('--yes', 'with --fix: do not ask'));
}

function addHeader(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UserError(`--header takes "Name: value", and not ${text}.`);
  return { ...before, [text.slice(0, colon).trim()]: text.slice(colon + 1).trim() };
}
