// A header's value is a list or an object where text is wanted.
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';

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
  },
});
