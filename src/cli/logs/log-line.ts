// One log event as lines on the terminal: time, where it comes from, and what it says.
import { shown } from '../shown.ts';
import type { Terminal } from '../terminal.ts';
import type { FoundEvent } from './found-event.ts';

export type Paint = (text: string) => string;

/** Each source has its colour, in the order in which they come up. */
export function sourcePaints({ colors }: Terminal): (group: string) => Paint {
  const paints = [colors.cyan, colors.magenta, colors.blue, colors.yellow, colors.green];
  const known = new Map<string, Paint>();
  return (group) => {
    let paint = known.get(group);
    if (paint === undefined) known.set(group, (paint = paints[known.size % paints.length]!));
    return paint;
  };
}

/** A function by its name, a stage as `gateway {api}/{stage}`, any other group whole. */
export function sourceName(group: string): string {
  return group.replace(/^\/aws\/lambda\//, '').replace(/^API-Gateway-Execution-Logs_/, 'gateway ');
}

const failure =
  /\b(?:ERROR|Error|Execution failed|Task timed out|Unauthorized|errorMessage|Status: error|Status: timeout)\b/;
const failedStatus = /Method completed with status: 5\d\d/;
const platform = /^(?:START RequestId|END RequestId|REPORT RequestId|INIT_START|INIT_REPORT|EXTENSION)\b/;
const timeCharacters = 12;

const gatewayRequest = /^\([0-9a-f-]{36}\) /;

/**
 * Further lines of an event stand under its first.
 *
 * @param isOneRequest All lines are of one: the gateway's need not repeat its id.
 */
export function terminalLines(
  event: FoundEvent,
  terminal: Terminal,
  paintOf: (group: string) => Paint,
  isOneRequest: boolean,
): readonly string[] {
  const { dim, red } = terminal.colors;
  const name = shown(sourceName(event.group));
  const time = new Date(event.atMs).toISOString().slice(11, 11 + timeCharacters);
  const whole = shown(event.message).trimEnd();
  const text = isOneRequest ? whole.replace(gatewayRequest, '') : whole;
  const paint: Paint =
    failure.test(text) || failedStatus.test(text) ? red : platform.test(text) ? dim : (plain) => plain;
  const [first = '', ...rest] = text.split('\n');
  const indent = ' '.repeat(timeCharacters + name.length + 4);
  return [
    `${dim(time)}  ${paintOf(event.group)(name)}  ${paint(first)}`,
    ...rest.map((line) => `${indent}${paint(line)}`),
  ];
}

/** For a pipe: what can be cut apart again, one line each, as `aws logs tail` has it with the group in place of nothing. */
export function plainLine(event: FoundEvent): string {
  return `${new Date(event.atMs).toISOString()} ${event.group} ${shown(event.message).trimEnd().replaceAll('\n', '\\n')}`;
}

export function jsonLine({ atMs, group, stream, id, message }: FoundEvent): string {
  return JSON.stringify({
    timestamp: new Date(atMs).toISOString(),
    logGroup: group,
    logStream: stream,
    eventId: id,
    message,
  });
}
