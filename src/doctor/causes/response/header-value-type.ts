// A header's value is a list or an object where text is wanted.
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

export const headerValueType = defineCause({
  id: 'response.header-value-type',
  step: 2,
  match: (subject) =>
    matchViolation(subject, ['header-value-not-a-scalar', 'multi-value-header-item-not-a-scalar']),
  words: {
    en: (facts) => {
      const { type } = facts.violation.found;
      return {
        title: `\`${facts.field}\` is ${aType(type)}; a header's value is a string`,
        why: `Numbers and booleans are sent as text, but lists and objects make the response malformed.${alsoWrong(facts)}`,
        fix:
          type === 'array' && facts.violation.code === 'header-value-not-a-scalar'
            ? 'Move the list to `multiValueHeaders`, which takes a list of strings for each name.'
            : 'Make the value a string.',
      };
    },
    it: (facts) => {
      const { type } = facts.violation.found;
      return {
        title: `\`${facts.field}\` è ${unTipo(type)}; il valore di un header è una stringa`,
        why: `Numeri e booleani vengono inviati come testo, ma liste e oggetti rendono la risposta malformata.${alsoWrong(facts, 'it')}`,
        fix:
          type === 'array' && facts.violation.code === 'header-value-not-a-scalar'
            ? 'Sposta la lista in `multiValueHeaders`, che accetta una lista di stringhe per ogni nome.'
            : 'Fai del valore una stringa.',
      };
    },
  },
});
