// Ways through a handler that give nothing back, as far as reading can be sure of them.
import type { Case } from '../../case.ts';
import { nodeMajor, runtimeFamily } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { missingResult, type MissingResultReason } from '../../source/missing-result.ts';
import type { HandlerOutline } from '../../source/outline.ts';
import { cut } from '../../words.ts';
import { predict } from '../predict.ts';
import { givesResponses, readsHttpEvent, type Contract } from './contract.ts';

export function examineReturns(
  subject: Case,
  outline: HandlerOutline,
  contract: Contract,
  language: Language,
): Finding | null {
  const confidence = sureness(subject, outline, contract);
  if (confidence === null) return null;
  const place = missingResult(subject).place();
  return predict(
    subject,
    {
      outcome: {
        kind: 'malformed-output',
        violations: [
          { pointer: '', code: 'null-output', found: { type: 'null', text: 'null' }, allowed: 'an object' },
        ],
      },
      payload: 'null',
      confidence,
      evidence:
        place === null
          ? []
          : [cut(`${place.location.file}:${place.location.line}: ${place.location.text.trim()}`)],
    },
    language,
  );
}

/** Null where some way of answering may have been missed. */
function sureness(subject: Case, outline: HandlerOutline, contract: Contract): number | null {
  if (contract === 'other' || outline.isWrapped) return null;
  const isHttp =
    contract === 'rest-proxy' ||
    givesResponses(outline) ||
    outline.strayReturns.length > 0 ||
    outline.droppedResult !== null ||
    (subject.source !== undefined &&
      runtimeFamily(subject) === 'nodejs' &&
      readsHttpEvent(subject.source, outline));
  if (!isHttp) return null;
  if (outline.isGenerator) return runtimeFamily(subject) === 'nodejs' && isBefore24(subject) ? 0.85 : null;
  // An async handler has answered before anyone it gave its callback to.
  if (outline.isAsync && outline.callbackPassedOn && !outline.outputs.some(({ how }) => how === 'return'))
    return missingResult(subject).reason === 'no-return' ? 0.7 : null;
  // Whoever was given the callback or the context may answer.
  if (outline.callbackPassedOn || (outline.contextPassedOn && !outline.isAsync)) return null;
  return sureOf(missingResult(subject).reason, outline);
}

function sureOf(reason: MissingResultReason, outline: HandlerOutline): number | null {
  const answers = outline.callbackCalls.length > 0;
  switch (reason) {
    case 'value-of-non-async-handler':
      return answers ? null : 0.9;
    case 'callback-in-async-handler':
    case 'result-dropped':
      return 0.85;
    case 'callback-never-called':
      return 0.85;
    case 'returned-by-inner-function':
      return answers ? null : 0.85;
    case 'no-return':
      return answers ? null : 0.85;
    case 'path-without-return':
      return answers ? null : 0.6;
    // An early `return` may be the answer to a warmer, which nobody reads; only a handler without any other is wrong.
    case 'empty-return':
    case 'returned-nothing':
      return answers ||
        givesResponses(outline) ||
        outline.outputs.some(({ value }) => value.type === 'unknown')
        ? null
        : 0.8;
    case 'never-settled':
    case 'unknown':
      return null;
  }
}

function isBefore24(subject: Case): boolean {
  return (nodeMajor(subject) ?? 0) < 24;
}
