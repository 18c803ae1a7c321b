// Lines of evidence sorted: which are the gateway's, which the function's, whichever member they came in.
import { splitLine } from '../../execution/log-line.ts';
import { isFailureLine, rowOf } from '../../execution/parse-request.ts';
import { malformedOutput } from './endings.ts';
import { isPlatformText, splitFunctionLine } from './function-line.ts';
import type { GivenEvidence } from './read-evidence.ts';

export interface SortedLines {
  readonly gateway: readonly string[];
  readonly own: readonly string[];
}

export function sortLines(evidence: GivenEvidence): SortedLines {
  const gateway: string[] = [];
  const own: string[] = [];
  for (const line of evidence.executionLog) (isFunctionPlatformLine(line) ? own : gateway).push(line);
  for (const line of evidence.functionLog) (isGatewayLine(line) ? gateway : own).push(line);
  return { gateway: gateway.map(wholeSentence), own };
}

export function isGatewayLine(line: string): boolean {
  const split = splitLine(line);
  return split.form !== 'bare' || rowOf(split.text) !== null || isFailureLine(split.text);
}

function isFunctionPlatformLine(line: string): boolean {
  return isPlatformText(splitFunctionLine(line).text);
}

/** People quote the end of the sentence alone; read on its own it would go on with the payload before it. */
function wholeSentence(line: string): string {
  const alone =
    /^\W{0,3}(Malformed Lambda proxy response|Invalid permissions on Lambda function)\W{0,3}$/i.exec(
      line.trim(),
    )?.[1];
  if (alone === undefined) return line;
  return `Execution failed due to configuration error: ${malformedOutput.test(alone) ? 'Malformed Lambda proxy response' : 'Invalid permissions on Lambda function'}`;
}
