// `--inspect FUNCTION[=PORT]` and `--debugpy FUNCTION[=PORT]`: which functions are debugged, and where.
import { Option } from 'commander';
import { UserError } from '../core/errors.ts';
import type { DebugRequest } from '../varco.ts';

/** Where debuggers look by themselves. */
const firstPorts: Readonly<Record<DebugRequest['protocol'], number>> = { inspect: 9229, debugpy: 5678 };

export const inspectOption = (): Option =>
  new Option(
    '--inspect <function[=port]>',
    "debug a Node.js function with Node's inspector: one environment, no time-out; may be repeated",
  ).argParser(collect('inspect'));

export const debugpyOption = (): Option =>
  new Option(
    '--debugpy <function[=port]>',
    'debug a Python function with debugpy: one environment, no time-out; may be repeated',
  ).argParser(collect('debugpy'));

/** @throws UserError for a port that is none */
function collect(
  protocol: DebugRequest['protocol'],
): (text: string, previous: readonly DebugRequest[] | undefined) => readonly DebugRequest[] {
  return (text, previous = []) => {
    const [name = '', given] = text.split('=', 2);
    const port = given === undefined ? firstPorts[protocol] + previous.length : Number(given);
    if (name === '' || !Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new UserError(
        `--${protocol} takes a function and, behind =, a port from 1 to 65535, and "${text}" is none: write --${protocol} MyFunction=${firstPorts[protocol]}.`,
      );
    }
    return [...previous, { name, protocol, port }];
  };
}
