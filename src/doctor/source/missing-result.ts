// Why a handler gave nothing back, read from its source.
import { nodeMajor, runtimeFamily, type Case } from '../case.ts';
import type { Place } from '../cause.ts';
import { handlerOutline } from './handler.ts';
import type { HandlerOutline, Output } from './outline.ts';
import { replaceInLine } from './patch.ts';
import type { SourceReader, Span } from './source-reader.ts';
import { placeAt } from './violation-place.ts';

export type MissingResultReason =
  /** nodejs22.x and older ignore what a handler returns that is neither async nor gives a promise. */
  | 'value-of-non-async-handler'
  /** An async handler that answers through its callback. */
  | 'callback-in-async-handler'
  | 'callback-never-called'
  /** A response is returned by a function inside the handler, to nobody. */
  | 'returned-by-inner-function'
  /** A statement makes the response and drops it. */
  | 'result-dropped'
  | 'empty-return'
  /** Some way through the handler ends without return. */
  | 'path-without-return'
  | 'no-return'
  /** It returns something, and that was undefined or null. */
  | 'returned-nothing'
  /** Every way ends in a response, and none was reached: the promise never settled. */
  | 'never-settled'
  | 'unknown';

interface MissingResult {
  readonly reason: MissingResultReason;
  place(): Place | null;
}

export function missingResult(subject: Case): MissingResult {
  const { source } = subject;
  const outline = handlerOutline(subject);
  if (source === undefined || outline === null) return { reason: 'unknown', place: () => null };
  const found = reasonOf(outline, subject);
  return {
    reason: found.reason,
    place: () => placeAt(source, found.path ?? outline.path, found.at, returnPatch(source, outline, found)),
  };
}

interface Reason {
  readonly reason: MissingResultReason;
  readonly at: Span;
  /** Set where it is not the handler's file. */
  readonly path?: string;
}

/** The first that fits, most certain first. */
function reasonOf(outline: HandlerOutline, subject: Case): Reason {
  const { at } = outline;
  const returns = outline.outputs.filter(({ how }) => how === 'return');
  const answers = outline.callbackCalls.filter(({ isError }) => !isError);
  const isNode = runtimeFamily(subject) === 'nodejs';
  if (isNode && !outline.isAsync && (nodeMajor(subject) ?? 0) < 24) {
    const value = returns.find((output) => !output.isPromised && isResult(output));
    if (value !== undefined && answers.length === 0)
      return { reason: 'value-of-non-async-handler', at: value.at };
    if (
      outline.hasCallback &&
      outline.callbackCalls.length === 0 &&
      !outline.callbackPassedOn &&
      returns.length === 0
    ) {
      return { reason: 'callback-never-called', at };
    }
  }
  const nothing = outline.outputs.find(
    ({ value }) => value.type === 'undefined' || (value.type === 'literal' && value.value === null),
  );
  if (nothing !== undefined) return { reason: 'returned-nothing', at: nothing.at };
  if (isNode && outline.isAsync && returns.length === 0 && answers[0] !== undefined) {
    return { reason: 'callback-in-async-handler', at: answers[0].at };
  }
  if (outline.droppedResult !== null) return { reason: 'result-dropped', at: outline.droppedResult };
  const stray = outline.strayReturns[0];
  if (stray !== undefined && returns.length === 0) return { reason: 'returned-by-inner-function', at: stray };
  if (outline.emptyReturns[0] !== undefined) return { reason: 'empty-return', at: outline.emptyReturns[0] };
  if (returns.length === 0 && outline.fallsThrough) return { reason: 'no-return', at };
  if (outline.fallsThrough) return { reason: 'path-without-return', at };
  if (isNode && outline.outputs.length > 0 && outline.outputs.every(isResult)) {
    const [only, ...others] = outline.awaits;
    return { reason: 'never-settled', at: only !== undefined && others.length === 0 ? only : at };
  }
  const [only, ...others] = outline.outputs;
  if (only !== undefined && others.length === 0) return { reason: 'returned-nothing', at: only.at };
  return { reason: 'unknown', at };
}

/** A value that is surely no promise. */
function isResult({ value }: Output): boolean {
  return (
    value.type === 'object' || value.type === 'text' || value.type === 'array' || value.type === 'literal'
  );
}

/** `return ` in front of the dropped result, where that makes it right. */
function returnPatch(source: SourceReader, outline: HandlerOutline, { reason, at }: Reason): string | null {
  if (reason !== 'result-dropped' || outline.droppedResult === null) return null;
  const start: Span = { ...at, endLine: at.line, endColumn: at.column };
  const text = source.read(outline.path)?.split('\n', at.line)[at.line - 1] ?? '';
  // A label, `{ statusCode: 200 }` read as a block, needs more than a word.
  if (text.slice(at.column - 1).startsWith('statusCode:') || text.slice(at.column - 1).startsWith('body:'))
    return null;
  return replaceInLine(source, outline.path, start, () => 'return ');
}
