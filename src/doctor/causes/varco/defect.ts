// Varco itself failed: never AWS's behaviour, and never the user's fault.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const defect = defineCause<{ readonly message: string }>({
  id: 'varco.defect',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'defect') return null;
    return { confidence: 1, evidence: [cut(outcome.message)], facts: { message: cut(outcome.message, 120) } };
  },
  words: {
    en: ({ message }) => ({
      title: `Varco could not serve this request: ${message}`,
      why: "This is a fault or a gap of Varco's own; AWS would have answered otherwise.",
      fix: 'Please report it with the request and the template.',
    }),
    it: ({ message }) => ({
      title: `Varco non ha potuto servire questa richiesta: ${message}`,
      why: 'È un difetto o una lacuna di Varco stesso; AWS avrebbe risposto diversamente.',
      fix: 'Segnalalo, per favore, con la richiesta e il template.',
    }),
  },
});
