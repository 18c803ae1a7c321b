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
