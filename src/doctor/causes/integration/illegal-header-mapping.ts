// `requestParameters` maps a header that a Lambda integration may not set. Not in the taxonomy of reported cases (SPEC §3.3, recorded).
import { defineCause } from '../../cause.ts';

export const illegalHeaderMapping = defineCause<{ readonly header: string }>({
  id: 'integration.illegal-header-mapping',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'illegal-header-mapping') return null;
    return {
      confidence: 0.98,
      evidence: [`requestParameters: integration.request.header.${outcome.header}`],
      facts: { header: outcome.header },
    };
  },
  words: {
    en: ({ header }) => ({
      title: `The integration maps the header \`${header}\`, which API Gateway sets itself`,
      why: 'With such a mapping every call fails with 500. Other request mappings are ignored: with proxy integration the function sees the original request.',
      fix: `Remove \`integration.request.header.${header}\` from the integration's requestParameters, and deploy.`,
    }),
    it: ({ header }) => ({
      title: `L'integrazione mappa l'header \`${header}\`, che API Gateway imposta da sé`,
      why: "Con un mapping del genere ogni chiamata fallisce con 500. Gli altri request mapping vengono ignorati: con l'integrazione proxy la funzione vede la richiesta originale.",
      fix: `Togli \`integration.request.header.${header}\` dai requestParameters dell'integrazione, ed esegui il deploy.`,
    }),
  },
});
