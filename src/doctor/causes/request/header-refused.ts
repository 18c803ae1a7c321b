// The request carries a header that API Gateway fails on. Not in the taxonomy of reported cases (SPEC §3.3).
import { defineCause } from '../../cause.ts';

export const requestHeaderRefused = defineCause<{ readonly header: string }>({
  id: 'request.header-refused',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'request-header-refused') return null;
    return {
      confidence: 0.95,
      evidence: [`request header ${outcome.header}`],
      facts: { header: outcome.header },
    };
  },
  words: {
    en: ({ header }) => ({
      title: `API Gateway fails on the request header \`${header}\``,
      why: 'A Lambda integration cannot take a request with this header; the answer is a 500, and the function is not called.',
      fix:
        header.toLowerCase() === 'transfer-encoding'
          ? 'Send the body with Content-Length instead of in chunks.'
          : `Do not send \`${header}\`.`,
    }),
    it: ({ header }) => ({
      title: `API Gateway fallisce sull'header di richiesta \`${header}\``,
      why: "Un'integrazione Lambda non accetta una richiesta con questo header; la risposta è un 500, e la funzione non viene chiamata.",
      fix:
        header.toLowerCase() === 'transfer-encoding'
          ? 'Manda il body con Content-Length invece che a chunk.'
          : `Non mandare \`${header}\`.`,
    }),
  },
});
