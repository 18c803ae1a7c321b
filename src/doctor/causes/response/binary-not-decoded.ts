// The client gets base64 text where bytes were meant.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

/** PNG, PDF, GIF, JPEG, zip, gzip, WebP, WOFF as base64. */
const knownStart = /^"?(?:iVBORw|JVBERi|R0lGOD|\/9j\/|UEsDB|H4sI|UklGR|d09G|AAAB)/;

export const binaryNotDecoded = defineCause<null>({
  id: 'response.binary-not-decoded',
  step: null,
  match({ text, responseStatus }) {
    if (text === undefined) return null;
    const status = text.answer?.status ?? responseStatus;
    if (status !== undefined && status !== null && status >= 400) return null;
    const body = text.answer?.body ?? '';
    const isBase64 =
      knownStart.test(body) ||
      /^<?base64/i.test(body.trim()) ||
      /^[A-Za-z0-9+/]{200,}={0,2}$/.test(body.slice(0, 4000).trim());
    const isSaid = text.hints.has('base64Text') && !/request body|post(?:ing)?\b|upload/i.test(text.words);
    const isEncoded = /is_?base64_?encoded["']?\s*[:=]?\s*(?:is )?true/i.test(
      `${text.code?.text ?? ''}\n${text.words}\n${text.gatewayLines.join('\n')}`,
    );
    if (!isBase64 && !(isSaid && (isEncoded || status === 200))) return null;
    return {
      confidence: isBase64 ? 0.93 : 0.8,
      evidence: [isBase64 ? `the body is base64: ${cut(body, 60)}` : cut(text.words)],
      facts: null,
    };
  },
  words: {
    en: () => ({
      title: 'The client gets base64 text instead of the bytes',
      why: "A REST API decodes a body with `isBase64Encoded: true` only where the first type in the request's Accept header is one of the API's binary media types; else the text goes out as it is, with status 200.",
      fix: "Set the API's binary media types (`*/*` for all) and deploy, and let the client send a fitting `Accept`; return `isBase64Encoded: true`.",
    }),
    it: () => ({
      title: 'Il client riceve testo base64 al posto dei byte',
      why: "Una REST API decodifica un body con `isBase64Encoded: true` solo se il primo tipo nell'header Accept della richiesta è uno dei binary media type dell'API; altrimenti il testo esce così com'è, con status 200.",
      fix: "Imposta i binary media type dell'API (`*/*` per tutti) ed esegui il deploy; il client mandi un `Accept` adatto e la funzione restituisca `isBase64Encoded: true`.",
    }),
  },
});
