// A value in `multiValueHeaders` is not a list.
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

export const multiValueHeadersNotArray = defineCause({
  id: 'response.multivalueheaders-not-array',
  step: 2,
  match: (subject) => matchViolation(subject, ['multi-value-header-not-an-array']),
  words: {
    en: (facts) => ({
      title: `\`${facts.field}\` is ${aType(facts.violation.found.type)}; \`multiValueHeaders\` takes lists of strings`,
      why: `Every value in \`multiValueHeaders\` is a list, even for one value.${alsoWrong(facts)}`,
      fix: 'Put the value in brackets: `["value"]`, or move it to `headers`.',
    }),
    it: (facts) => ({
      title: `\`${facts.field}\` è ${unTipo(facts.violation.found.type)}; \`multiValueHeaders\` vuole liste di stringhe`,
      why: `Ogni valore in \`multiValueHeaders\` è una lista, anche per un valore solo.${alsoWrong(facts, 'it')}`,
      fix: 'Metti il valore tra parentesi quadre: `["valore"]`, oppure spostalo in `headers`.',
    }),
  },
});
