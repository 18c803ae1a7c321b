// Malformed, but the payload was never captured: which field it is cannot be told.
import { defineCause } from '../../cause.ts';

export const malformedUnspecified = defineCause({
  id: 'response.malformed-unspecified',
  step: 2,
  fallback: true,
  match({ outcome, text, responseStatus }) {
    // A 502 of the gateway's, and a log in which nothing failed: what is left is the output.
    const isClean =
      outcome === undefined &&
      text !== undefined &&
      (text.answer?.status ?? responseStatus) === 502 &&
      text.lines.some((line) => line.startsWith('REPORT')) &&
      text.report.status === undefined;
    if (isClean)
      return { confidence: 0.45, evidence: ['502, and the log of the function shows no error'], facts: null };
    if (outcome?.kind !== 'malformed-output' || outcome.violations.length > 0) return null;
    return { confidence: 0.5, evidence: ['Malformed Lambda proxy response'], facts: null };
  },
  words: {
    en: () => ({
      title: "The function's output does not fit what API Gateway takes",
      why: 'The output itself was not recorded, so which field is wrong cannot be told.',
      fix: 'Turn on data trace for the stage, or run the method once with TestInvokeMethod, and look at "Endpoint response body before transformations".',
    }),
    it: () => ({
      title: "L'output della funzione non è quello che API Gateway accetta",
      why: "L'output stesso non è stato registrato, perciò non si può dire quale campo sia sbagliato.",
      fix: 'Attiva il data trace per lo stage, oppure esegui una volta il metodo con TestInvokeMethod, e guarda "Endpoint response body before transformations".',
    }),
  },
});
