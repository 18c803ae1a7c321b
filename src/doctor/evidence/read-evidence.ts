// An evidence object as people and tools write it, brought into one shape: lines are lists, texts are texts.
import { UserError } from '../../core/errors.ts';
import { doctorLogEventsMax } from '../../core/limits.ts';
import type { Evidence } from '../finding.ts';
import { isRecord, readLogText } from './log-text.ts';

/** An evidence object with every member in its one shape. */
export interface GivenEvidence {
  readonly executionLog: readonly string[];
  readonly functionLog: readonly string[];
  readonly handlerCode: string | undefined;
  readonly runtime: string | undefined;
  readonly handlerSetting: string | undefined;
  readonly httpResponse: unknown;
  readonly template: string | undefined;
  readonly packageListing: string | undefined;
  readonly policy: unknown;
  readonly symptom: string;
  /** Names of the members that hold something. */
  readonly given: ReadonlySet<string>;
}

const members = [
  'executionLog',
  'functionLog',
  'handlerCode',
  'runtime',
  'handlerSetting',
  'httpResponse',
  'template',
  'packageListing',
  'policy',
  'symptom',
] as const satisfies readonly (keyof Evidence)[];

/** Members that are not known are passed over. @throws UserError */
export function readEvidence(value: unknown): GivenEvidence {
  if (!isRecord(value))
    throw new UserError(
      `Evidence is a JSON object with any of ${members.join(', ')}, or an array of such objects.`,
    );
  // A whole case, with its evidence inside, is taken too.
  const source = isRecord(value['evidence']) ? value['evidence'] : value;
  return {
    executionLog: linesOf(source['executionLog']),
    functionLog: linesOf(source['functionLog']),
    handlerCode: textOf(source['handlerCode']),
    runtime: textOf(source['runtime']),
    handlerSetting: textOf(source['handlerSetting']),
    httpResponse: source['httpResponse'],
    template: textOf(source['template']),
    packageListing: textOf(source['packageListing']),
    policy: source['policy'],
    symptom: textOf(source['symptom']) ?? '',
    given: new Set(members.filter((name) => source[name] !== undefined && source[name] !== '')),
  };
}

/** Each entry may be a line, several, a whole export or an event. */
function linesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const entries = Array.isArray(value) ? value : [value];
  return entries
    .slice(0, doctorLogEventsMax)
    .flatMap((entry) =>
      typeof entry === 'string'
        ? readLogText(entry).map(({ text }) => text)
        : readLogText(JSON.stringify(entry)).map(({ text }) => text),
    );
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
  return JSON.stringify(value, null, 2);
}
