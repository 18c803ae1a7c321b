// `headers` or `multiValueHeaders` is a list or a scalar.
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

export const headersNotObject = defineCause({
  id: 'response.headers-not-object',
  step: 2,
  match: (subject) => matchViolation(subject, ['headers-not-an-object', 'multi-value-headers-not-an-object']),
  words: {
    en: (facts) => ({
      title: `\`${facts.field}\` is ${aType(facts.violation.found.type)}; API Gateway takes an object there`,
      why: `Headers are an object from name to value.${alsoWrong(facts)}`,
      fix:
        facts.field === 'headers'
          ? 'Write `headers: { "Content-Type": "application/json" }`; a header with several values goes into `multiValueHeaders`.'
          : 'Write `multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }`.',
    }),
    it: (facts) => ({
      title: `\`${facts.field}\` è ${unTipo(facts.violation.found.type)}; API Gateway vuole un oggetto`,
      why: `Gli header sono un oggetto che va dal nome al valore.${alsoWrong(facts, 'it')}`,
      fix:
        facts.field === 'headers'
          ? 'Scrivi `headers: { "Content-Type": "application/json" }`; un header con più valori va in `multiValueHeaders`.'
          : 'Scrivi `multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }`.',
    }),
  },
});
