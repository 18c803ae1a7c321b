// `body` is an object or an array: the serialisation was forgotten, the commonest malformed output (SPEC §12.4).
import { defineCause } from '../../cause.ts';
import { aType, jsonOf } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';

export const bodyNotString = defineCause({
  id: 'response.body-not-string',
  step: 2,
  match: (subject) => matchViolation(subject, ['body-not-a-string']),
  words: {
    en: (facts) => ({
      title: `\`body\` is ${aType(facts.violation.found.type)}; API Gateway takes a string there`,
      why: `A REST API passes \`body\` on as text and serialises nothing itself; HTTP APIs and function URLs do, which is why this may work elsewhere.${alsoWrong(facts)}`,
      fix: `Serialise the body: ${facts.family === 'python' ? `\`"body": ${jsonOf('…', facts.family)}\`` : facts.family === 'nodejs' ? `\`body: ${jsonOf('…', facts.family)}\`` : 'return it as JSON text'}.`,
    }),
  },
});
