// The handler gave an error to its callback: for API Gateway that is a function error, not an answer.
import { runtimeFamily, type Case } from '../../case.ts';
import { defineCause, type Match } from '../../cause.ts';
import { faultOf, faultText, userFrames } from '../../fault.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

export const errorReturned = defineCause<null>({
  id: 'runtime.error-returned',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    const shown = shownByEvidence(subject);
    if (shown !== null) return shown;
    if (fault === null || runtimeFamily(subject) !== 'nodejs') return null;
    const outline = handlerOutline(subject);
    const calls = outline?.callbackCalls.filter(({ isError }) => isError) ?? [];
    if (outline === null || calls.length === 0) return null;
    const frame = userFrames(subject, fault)[0];
    // The error was made inside the call itself, or has no stack because it is a mere text.
    const made =
      frame === undefined
        ? undefined
        : calls.find(
            ({ path, at }) => path === frame.path && at.line <= frame.line && frame.line <= at.endLine,
          );
    const isText = frame === undefined && fault.type === 'string';
    if (made === undefined && !isText) return null;
    return {
      confidence: made === undefined ? 0.75 : 0.95,
      evidence: [cut(faultText(fault))],
      facts: null,
      place: () =>
        subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, (made ?? calls[0]!).at, null),
    };
  },
  words: {
    en: () => ({
      title: 'The handler gave an error to its callback',
      why: '`callback(error)` reports a function error: API Gateway answers 502, whatever the error says. Some emulators make a response of it.',
      fix: 'Give a response, and no error: `callback(null, { statusCode: 400, body: JSON.stringify({ message }) })`.',
    }),
    it: () => ({
      title: "L'handler ha passato un errore alla sua callback",
      why: "`callback(error)` segnala un errore della funzione: API Gateway risponde 502, qualunque cosa dica l'errore. Alcuni emulatori ne fanno una risposta.",
      fix: 'Dai una risposta, e nessun errore: `callback(null, { statusCode: 400, body: JSON.stringify({ message }) })`.',
    }),
  },
});

/** Go's and Rust's error values, and errors whose message is a response: what code returns on purpose, not what it runs into. */
function shownByEvidence(subject: Case): Match<null> | null {
  const { text, outcome } = subject;
  if (text === undefined) return null;
  const fault = faultOf(subject);
  const isOpen =
    outcome === undefined ||
    (outcome.kind === 'malformed-output' && outcome.violations.length === 0) ||
    fault?.message === 'an error was returned';
  const status = text.answer?.status ?? subject.responseStatus ?? 502;
  if (text.code?.returnsError === true && (isOpen || fault !== null) && status >= 500)
    return {
      confidence: 0.93,
      evidence: [
        'the code shown gives an error back',
        ...(fault === null ? [] : [cut(faultText(fault))]),
      ].slice(0, 2),
      facts: null,
    };
  if (fault === null) return null;
  const isValue =
    /^(?:\*?errors\.errorString|errorString|\*?fmt\.wrapError|wrapError|\*?errors\.\w+|joinError|&?alloc::\w+)$/.test(
      fault.type ?? '',
    );
  const isAnswer =
    /^\s*\[?(?:[45]\d\d\]?|(?:Bad Request|Not Found|Unauthorized|Forbidden|Conflict|Unprocessable)\b)/i.test(
      fault.message,
    ) || /^\s*\{.{0,200}"?(?:status(?:Code)?|httpStatus)"?\s*:\s*"?[45]\d\d/.test(fault.message);
  if (!isValue && !isAnswer) return null;
  return { confidence: isValue ? 0.93 : 0.88, evidence: [cut(faultText(fault))], facts: null };
}
