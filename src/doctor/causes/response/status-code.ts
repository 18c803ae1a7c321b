// `statusCode` is no integer, or none of HTTP's. Not in the taxonomy of reported cases; the contract has it (SPEC §4.2).
import { defineCause } from '../../cause.ts';
import { aType, cut } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

export const statusCode = defineCause({
  id: 'response.status-code',
  step: 2,
  match: (subject) => matchViolation(subject, ['status-code-not-an-integer', 'status-code-out-of-range']),
  words: {
    en: (facts) => {
      const { found } = facts.violation;
      const isOutOfRange = facts.violation.code === 'status-code-out-of-range';
      return {
        title: isOutOfRange
          ? `\`statusCode\` is ${cut(found.text, 40)}; HTTP has 100 to 599`
          : `\`statusCode\` is ${aType(found.type)}; API Gateway takes an integer`,
        why: `The field may be left out (then 200) and may be a number in a string (\`"201"\`), but it must be an integer from 100 to 599.${alsoWrong(facts)}`,
        fix: 'Set `statusCode` to the number of an HTTP status, such as 200.',
      };
    },
    it: (facts) => {
      const { found } = facts.violation;
      const isOutOfRange = facts.violation.code === 'status-code-out-of-range';
      return {
        title: isOutOfRange
          ? `\`statusCode\` è ${cut(found.text, 40)}; HTTP va da 100 a 599`
          : `\`statusCode\` è ${unTipo(found.type)}; API Gateway vuole un intero`,
        why: `Il campo può mancare (allora è 200) e può essere un numero in una stringa (\`"201"\`), ma dev'essere un intero da 100 a 599.${alsoWrong(facts, 'it')}`,
        fix: 'Imposta `statusCode` al numero di uno status HTTP, come 200.',
      };
    },
  },
});
