// `headers` or `multiValueHeaders` is a list or a scalar.
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';

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
  },
});
