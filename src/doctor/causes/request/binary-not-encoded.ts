// A binary request body arrives as mangled text, because its type is not among the API's binary media types.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

const binaryType =
  /^(?:image|audio|video|font)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-protobuf|protobuf|msword|vnd\.)|^multipart\/form-data/i;
const mangled = /\uFFFD|ï¿½|\\ufffd|\\u001f\\ufffd/;

export const binaryNotEncoded = defineCause<{ readonly contentType: string | null }>({
  id: 'request.binary-not-encoded',
  step: null,
  match({ text, request }) {
    if (text === undefined) return null;
    const contentType = request?.contentType ?? null;
    const isMangled = request?.body !== undefined && mangled.test(request.body);
    const isBinary = contentType !== null && binaryType.test(contentType);
    const isSaid =
      /is_?base64_?encoded.{0,30}false|(?:upload|request|multipart|body).{0,60}(?:corrupt|garbled|mangled|unknown encoding|broken|replacement char)|(?:corrupt|garbled|mangled|unknown encoding).{0,60}(?:upload|request|body|multipart)/i.test(
        text.words,
      ) && !/response/i.test(text.words);
    if (!(isBinary && isMangled) && !isSaid) return null;
    return {
      confidence: isBinary && isMangled ? 0.92 : 0.72,
      evidence: [contentType === null ? cut(text.words) : `Content-Type: ${contentType}`],
      facts: { contentType },
    };
  },
  words: {
    en: ({ contentType }) => ({
      title: `The binary request body${contentType === null ? '' : ` (${contentType})`} arrives as text`,
      why: "API Gateway takes a body for text unless its Content-Type is one of the API's binary media types; bytes that are no UTF-8 are lost on the way. Only then is it base64, with `isBase64Encoded: true` in the event.",
      fix: "Add the type to the API's binary media types (`*/*` for all) and deploy; decode the body where `isBase64Encoded` is true.",
    }),
    it: ({ contentType }) => ({
      title: `Il body binario della richiesta${contentType === null ? '' : ` (${contentType})`} arriva come testo`,
      why: "API Gateway prende un body per testo, a meno che il suo Content-Type sia uno dei binary media type dell'API; i byte che non sono UTF-8 si perdono per strada. Solo in quel caso è base64, con `isBase64Encoded: true` nell'evento.",
      fix: "Aggiungi il tipo ai binary media type dell'API (`*/*` per tutti) ed esegui il deploy; decodifica il body quando `isBase64Encoded` è true.",
    }),
  },
});
