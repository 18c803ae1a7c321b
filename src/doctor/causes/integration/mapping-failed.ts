// A non-proxy integration's mapping could not be applied. Not in the taxonomy of reported cases (SPEC §5.1 #19).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const mappingFailed = defineCause<{ readonly message: string }>({
  id: 'integration.mapping-failed',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'mapping-failed') return null;
    return {
      confidence: 0.9,
      evidence: [cut(outcome.message), ...(outcome.detail === undefined ? [] : [cut(outcome.detail, 200)])],
      facts: { message: cut(outcome.message, 100) },
    };
  },
  words: {
    en: ({ message }) => ({
      title: `The integration's mapping failed: ${message}`,
      why: 'Without proxy integration, templates and integration responses make request and response; one of them does not fit.',
      fix: 'Correct the mapping templates, method responses and integration responses of the method, and deploy.',
    }),
    it: ({ message }) => ({
      title: `Il mapping dell'integrazione è fallito: ${message}`,
      why: 'Senza integrazione proxy sono i template e le integration response a fare richiesta e risposta; uno di loro non torna.',
      fix: 'Correggi mapping template, method response e integration response del metodo, ed esegui il deploy.',
    }),
  },
});
