// The options that every command with a project shares, and their checks.
import { Option } from 'commander';
import { UserError } from '../core/errors.ts';

export const parameterOption = (): Option =>
  new Option('--parameter <Name=Value>', "value for one of the template's parameters; may be repeated")
    .argParser(collectParameter)
    .default({}, 'none');

function collectParameter(
  text: string,
  previous: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals <= 0)
    throw new UserError(
      `--parameter takes Name=Value, and "${text}" has no name: write --parameter Stage=dev.`,
    );
  return { ...previous, [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** Beside the project, as a rule (DESIGN §5). */
export const defaultDataFolder = '.varco';

export const regionOption = (): Option =>
  new Option('--region <name>', 'the region that ARNs and environments name').default('us-east-1');

/** @throws UserError where it is no port number */
export function parsePort(option: string): (text: string) => number {
  return (text) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UserError(
        `${option} takes a number from 0 to 65535, and "${text}" is none; 0 picks a free port.`,
      );
    }
    return port;
  };
}

/** @throws UserError where it is no positive number */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (!Number.isFinite(rate) || rate <= 0) {
    throw new UserError(`--account-rate takes a number above 0, and "${text}" is none: AWS's own is 10000.`);
  }
  return rate;
}

/** @throws UserError where a text is no `ID:SECRET`; it does not repeat the text, which may hold a secret */
function collectKeys(text: string, previous: readonly RequiredKey[] | undefined): readonly RequiredKey[] {
  const keys = text.split(',').map((pair) => {
    const colon = pair.indexOf(':');
    if (colon <= 0 || colon === pair.length - 1) {
      throw new UserError(
        '--require-auth takes ACCESS_KEY_ID:SECRET, and what it was given has no id or no secret: write --require-auth AKIDEXAMPLE:secret.',
      );
    }
    return { accessKeyId: pair.slice(0, colon), secretAccessKey: pair.slice(colon + 1) };
  });
  return [...(previous ?? []), ...keys];
}

export interface RequiredKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const requireAuthOption = (): Option =>
  new Option(
    '--require-auth <ACCESS_KEY_ID:SECRET>',
    "refuse requests to AWS's endpoints that are not signed with this key, or with one made in IAM; may be repeated",
  )
    .env('VARCO_AUTH')
    .argParser(collectKeys);

export const allowHostOption = (): Option =>
  new Option(
    '--allow-host <name>',
    "also answer to this host name, besides addresses, localhost and AWS's own; may be repeated",
  ).argParser((name: string, previous: readonly string[] | undefined) => [...(previous ?? []), name]);
