// The browser speaks of CORS, because an error that the gateway itself made has no CORS headers.
import { defineCause } from '../../cause.ts';
import { lastHeader } from '../../../core/header-list.ts';
import { cut } from '../../words.ts';

const browserWords =
  /No 'Access-Control-Allow-Origin' header|blocked by CORS policy|Cross-Origin Request Blocked|has been blocked by CORS|Origin \S+ is not allowed by Access-Control-Allow-Origin/;

export const corsMasksError = defineCause<{ readonly status: number | null }>({
  id: 'client.cors-masks-error',
  step: null,
  match({ text }) {
    if (text === undefined) return null;
    const { answer } = text;
    const line = [...text.lines, ...text.gatewayLines, ...text.words.split('\n')].find((each) =>
      browserWords.test(each),
    );
    if (line === undefined && !text.hints.has('cors')) return null;
    const hasHeader =
      answer !== null && lastHeader(answer.headers, 'access-control-allow-origin') !== undefined;
    const status = answer?.status ?? null;
    if (hasHeader || (status !== null && status < 400)) return null;
    return {
      confidence: line === undefined ? 0.62 : status === null ? 0.75 : 0.85,
      evidence: [
        line === undefined ? cut(text.words) : cut(line),
        ...(status === null ? [] : [`the answer behind it has status ${status}`]),
      ],
      facts: { status },
    };
  },
  words: {
    en: ({ status }) => ({
      title: `The browser reports CORS, and hides ${status === null ? 'the error' : `the ${status}`} that the gateway answered`,
      why: "Errors that API Gateway makes itself, an authorizer's 401, a 403, a 502, a 504, carry no Access-Control-Allow-Origin unless the gateway responses say so. The browser then keeps status and body from the page.",
      fix: 'Call it once with curl to see the true status, and diagnose that. Add Access-Control-Allow-Origin to the gateway responses DEFAULT_4XX and DEFAULT_5XX, and deploy.',
    }),
    it: ({ status }) => ({
      title: `Il browser segnala CORS, e nasconde ${status === null ? "l'errore" : `il ${status}`} con cui il gateway ha risposto`,
      why: "Gli errori generati da API Gateway stesso, un 401 dell'authorizer, un 403, un 502, un 504, non portano Access-Control-Allow-Origin se le gateway response non lo dicono. Il browser nasconde allora alla pagina status e body.",
      fix: 'Chiamala una volta con curl per vedere il vero status, e diagnostica quello. Aggiungi Access-Control-Allow-Origin alle gateway response DEFAULT_4XX e DEFAULT_5XX, ed esegui il deploy.',
    }),
  },
});
