// The function's result is larger than Lambda hands on (SPEC §9.6, §10).
import { defineCause } from '../../cause.ts';
import { invokeResponseBytesMax } from '../../../core/limits.ts';
import type { TextFacts } from '../../evidence/text-facts.ts';
import { cut } from '../../words.ts';

export const tooLarge = defineCause({
  id: 'response.too-large',
  step: 6,
  match({ outcome, text }) {
    const silent = text === undefined ? null : silentEnd(text);
    const told = text !== undefined && outcome === undefined && isToldLarge(text);
    if (told) return { confidence: 0.72, evidence: [cut(text.words)], facts: null };
    if (silent !== null) return { confidence: 0.8, evidence: [silent], facts: null };
    const isTooLarge =
      outcome?.kind === 'function-response-too-large' ||
      (outcome?.kind === 'function-error' &&
        (outcome.errorType === 'Function.ResponseSizeTooLarge' ||
          outcome.errorMessage.includes('exceeded maximum allowed payload size')));
    if (!isTooLarge) return null;
    return { confidence: 0.99, evidence: [cut(outcome.errorMessage)], facts: null };
  },
  words: {
    en: () => ({
      title: 'The response is larger than 6 MB',
      why: `Lambda hands on at most ${invokeResponseBytesMax.toLocaleString('en-US')} bytes of result, escapes in the JSON and base64 (a third more) counted. The handler itself may well have logged success.`,
      fix: 'Return the data in pages, or put it into S3 and answer with a presigned URL.',
    }),
    it: () => ({
      title: 'La risposta supera i 6 MB',
      why: `Lambda consegna al massimo ${invokeResponseBytesMax.toLocaleString('it-IT')} byte di risultato, compresi gli escape del JSON e il base64 (un terzo in più). L'handler stesso può benissimo aver registrato un successo.`,
      fix: 'Restituisci i dati a pagine, oppure mettili su S3 e rispondi con un URL prefirmato.',
    }),
  },
});

/**
 * TAXONOMY rule 7: the handler logged its success, memory was left, and the process is said to have ended: the result was
 * too large to hand on. Null where the log shows another end.
 */
function silentEnd({ lines, report, hints }: TextFacts): string | null {
  if (report.errorType !== 'Runtime.ExitError' && !hints.has('payloadLarge')) return null;
  const isFull = report.memoryMb !== undefined && (report.memoryUsedMb ?? 0) >= report.memoryMb * 0.97;
  const isSaid = lines.some((line) => /exit status|signal:|out of memory|Traceback|panic|fatal/i.test(line));
  const success = lines.find((line) =>
    /(?:return|respond|send|answer|complet|finish)\w*.{0,40}\b(?:200|OK)\b|\b200\b.{0,30}respon|status(?:code)?["']?[:= ]+200/i.test(
      line,
    ),
  );
  return isFull || isSaid || success === undefined ? null : success.trim();
}

/** Small answers arrive and large ones do not, and no line says why. */
function isToldLarge({ hints, words, answer, lines }: TextFacts): boolean {
  if (
    !hints.has('payloadLarge') ||
    (answer?.status ?? 502) < 500 ||
    lines.some((line) => /error|exception/i.test(line))
  )
    return false;
  return !/upload|request (?:body|payload)|post(?:ing)? a/i.test(words) && !hints.has('slow');
}
