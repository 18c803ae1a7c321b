// The body is declared base64 and is none: 500, not 502 (SPEC §4.2, recorded).
import { runtimeFamily, type RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { fieldPlace } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

export const invalidBase64 = defineCause<{ readonly family: RuntimeFamily }>({
  id: 'response.invalid-base64',
  step: 2,
  match(subject) {
    if (subject.outcome?.kind !== 'base64-undecodable') return null;
    const body = bodyOf(subject.payload);
    return {
      confidence: 0.98,
      evidence:
        body === null ? ['isBase64Encoded is true'] : [`body is no base64: ${JSON.stringify(cut(body, 80))}`],
      facts: { family: runtimeFamily(subject) },
      place: () => fieldPlace(subject, '/body'),
    };
  },
  words: {
    en: ({ family }) => ({
      title: '`body` is not base64, although `isBase64Encoded` is true',
      why: "The request's first `Accept` type is one of the API's binary media types, so API Gateway decodes the body, and could not: 500, not 502. A client with another `Accept` gets the text as it is.",
      fix:
        family === 'python'
          ? 'Encode the body: `base64.b64encode(data).decode()`, or leave out `isBase64Encoded` for text.'
          : "Encode the body: `Buffer.from(data).toString('base64')`, or leave out `isBase64Encoded` for text.",
    }),
    it: ({ family }) => ({
      title: '`body` non è base64, benché `isBase64Encoded` sia true',
      why: "Il primo tipo in `Accept` della richiesta è uno dei binary media type dell'API, perciò API Gateway decodifica il body, e non ci è riuscito: 500, non 502. Un client con un altro `Accept` riceve il testo così com'è.",
      fix:
        family === 'python'
          ? 'Codifica il body: `base64.b64encode(data).decode()`, oppure ometti `isBase64Encoded` per il testo.'
          : "Codifica il body: `Buffer.from(data).toString('base64')`, oppure ometti `isBase64Encoded` per il testo.",
    }),
  },
});

function bodyOf(payload: string | undefined): string | null {
  if (payload === undefined) return null;
  try {
    const output = JSON.parse(payload) as { readonly body?: unknown } | null;
    return typeof output?.body === 'string' ? output.body : null;
  } catch {
    return null;
  }
}
