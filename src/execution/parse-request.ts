// The lines of one request into what they tell of it.
import { readSentences, type FoundSentence, type ReadOutcome } from './catalogue.ts';
import { customerFunctionError } from './catalogue-parts.ts';
import type { LineTemplate, ReadPlaces } from './line-template.ts';
import { olderRows, rows, type RowName } from './log-rows.ts';
import { Reading, readRowInto } from './parse-row.ts';
import type { LoggedText, ParsedExecution } from './parsed-execution.ts';
import { readTruncated } from './truncation.ts';

/** A line with its prefix taken off. */
interface RequestLine {
  readonly text: string;
  /** Null where no time stands in front. */
  readonly epochMs: number | null;
}

type RowTemplate = readonly [name: RowName, template: LineTemplate];
const rowTemplates: readonly RowTemplate[] = [
  ...(Object.entries(rows) as [RowName, LineTemplate][]),
  ...olderRows,
];

interface FoundRow {
  readonly name: RowName;
  readonly places: ReadPlaces;
}

function findRow({ text, truncated }: LoggedText): FoundRow | null {
  for (const [name, template] of rowTemplates) {
    const places = template.read(text, truncated);
    if (places !== null) return { name, places };
  }
  return null;
}

/** The row that a line is, or null. */
export function rowOf(line: string): RowName | null {
  return findRow(readTruncated(line))?.name ?? null;
}

const failureWords = /^(?:Execution failed due to |Lambda (?:execution|invocation) failed with status)/;

/** True for the failure lines of the catalogue, also where a message with line breaks has only begun, and for their kin. */
export function isFailureLine(line: string): boolean {
  if (failureWords.test(line)) return true;
  const begun = [{ text: readTruncated(line).text, truncated: true }];
  return readSentences(begun, { beforeExecution: false }) !== null;
}

/** True where further lines may belong to this one: rows that end in a body or a map, failures with a message. */
export function mayGoOn(line: string, row: RowName | null): boolean {
  if (readTruncated(line).truncated) return false;
  return row === null || /\{(?:body|map|identity)\}$/.test(rows[row].text);
}

/** Lines of one request, in order. `requestId` is what their prefix says, null where they have none. */
export function readRequestLines(
  form: ParsedExecution['form'],
  requestId: string | null,
  lines: readonly RequestLine[],
): ParsedExecution {
  const reading = new Reading();
  const sentences: FoundSentence[] = [];
  const unrecognised: string[] = [];
  for (const line of lines) {
    const found = readTruncated(line.text);
    const row = findRow(found);
    if (row !== null) readRowInto(reading, row.name, row.places, found.truncated);
    else if (isFailureLine(line.text)) sentences.push(found);
    else unrecognised.push(line.text);
  }
  readEnding(reading, sentences);
  readTimes(reading, lines);
  const { top, authorizer, authorizerIntegration, integration, call, request, response } = reading;
  if (!isEmpty(authorizerIntegration)) authorizer.integration = authorizerIntegration;
  if (!isEmpty(authorizer)) top.authorizer = authorizer;
  if (!isEmpty(call)) integration.call = call;
  if (!isEmpty(integration)) top.integration = integration;
  return {
    ...top,
    form,
    requestId: requestId ?? top.requestId ?? null,
    request,
    response,
    sentences,
    unrecognised,
  };
}

function isEmpty(facts: object): boolean {
  return Object.keys(facts).length === 0;
}

function readTimes({ top }: Reading, lines: readonly RequestLine[]): void {
  const times = lines.flatMap(({ epochMs }) => (epochMs === null ? [] : [epochMs]));
  if (times.length === 0) return;
  top.firstAtMs = times.reduce((least, time) => Math.min(least, time));
  top.lastAtMs = times.reduce((greatest, time) => Math.max(greatest, time));
}

/** How it ended: by the failure lines; where there are none, by the success line or the function error's header. */
function readEnding({ seen, top, call }: Reading, sentences: readonly FoundSentence[]): void {
  const guarded =
    seen.has('extendedRequestId') || seen.has('startingAuthorizer') || seen.has('verifyingUsagePlan');
  const ending = readSentences(sentences, { beforeExecution: guarded && !seen.has('startingExecution') });
  if (ending !== null) {
    top.outcome = ending.outcome;
    // An id that the cut ended within is none, and where Lambda gave none, nothing stands there.
    const cut = sentences.some(({ truncated }) => truncated);
    const id = ending.lambdaRequestId?.trim() ?? '';
    if (id !== '' && !cut) call.requestId ??= id;
  } else if (sentences.length === 0) {
    const outcome = endingWithoutSentence(seen.has('executionCompleted'), call);
    if (outcome !== null) top.outcome = outcome;
  }
}

function endingWithoutSentence(
  completed: boolean,
  { functionError, payload }: { readonly functionError?: string | null; readonly payload?: LoggedText },
): ReadOutcome | null {
  if (completed) return { kind: 'ok' };
  if (functionError == null) return null;
  const errorMessage = payload === undefined ? null : errorMessageOf(payload.text);
  if (errorMessage === null) return { kind: 'function-error' };
  // As if the failure line stood there: excerpts often end before it.
  const text = customerFunctionError.write({ errorMessage, lambdaRequestId: '' });
  return readSentences([{ text, truncated: false }], { beforeExecution: false })?.outcome ?? null;
}

function errorMessageOf(payload: string): string | null {
  try {
    const parsed: unknown = JSON.parse(payload);
    if (typeof parsed !== 'object' || parsed === null || !('errorMessage' in parsed)) return null;
    return typeof parsed.errorMessage === 'string' ? parsed.errorMessage : null;
  } catch {
    // A payload that was cut or abridged is no JSON; that the function failed is known all the same.
    return null;
  }
}
