// The function's log lines: which are the platform's, which the function's own.
import type { Case } from './case.ts';

const platformStarts = [
  'START RequestId:',
  'END RequestId:',
  'REPORT RequestId:',
  'INIT_START ',
  'INIT_REPORT ',
  'XRAY TraceId:',
  'EXTENSION\t',
  'RequestId: ',
];

function isPlatformLine(line: string): boolean {
  return platformStarts.some((start) => line.startsWith(start)) || line.includes(' Task timed out after ');
}

/** What the function itself printed, in order, as messages. */
export function ownMessages(subject: Case): readonly string[] {
  return (subject.functionLog ?? [])
    .filter((line) => line.trim() !== '' && !isPlatformLine(line))
    .map(messageOfLine);
}

/** The runtime's Node.js client writes `time \t request id \t level \t message`. */
function messageOfLine(line: string): string {
  const parts = line.split('\t');
  return (parts.length >= 4 ? parts.slice(3).join('\t') : line).trimEnd();
}

/** The first line that holds one of the texts. */
export function logLineWith(subject: Case, ...texts: readonly string[]): string | null {
  return subject.functionLog?.find((line) => texts.some((text) => line.includes(text)))?.trimEnd() ?? null;
}
