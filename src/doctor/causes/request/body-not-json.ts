// What a custom integration hands to its function is no JSON. Not in the taxonomy of reported cases.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const bodyNotJson = defineCause<{ readonly detail: string }>({
  id: 'request.body-not-json',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'request-body-not-json') return null;
    const detail = cut(outcome.detail ?? '', 200);
    return { confidence: 0.95, evidence: [detail], facts: { detail } };
  },
  words: {
    en: ({ detail }) => ({
      title: `The payload for the function is no JSON: ${detail}`,
      why: 'A custom Lambda integration hands the function its body, or what the mapping template makes of it.',
      fix: 'Send valid JSON, and quote in the mapping template what is a string: "$util.escapeJavaScript(…)".',
    }),
    it: ({ detail }) => ({
      title: `Il payload per la funzione non è JSON: ${detail}`,
      why: "Un'integrazione Lambda personalizzata passa alla funzione il body, o ciò che il mapping template ne fa.",
      fix: 'Manda JSON valido, e nel mapping template metti tra virgolette ciò che è una stringa: "$util.escapeJavaScript(…)".',
    }),
  },
});
