// `isBase64Encoded` is no boolean. Not in the taxonomy of reported cases; the contract has it (SPEC §4.2).
import { defineCause } from '../../cause.ts';
import { aType } from '../../words.ts';
import { alsoWrong, matchViolation } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

export const isBase64Encoded = defineCause({
  id: 'response.is-base64-encoded',
  step: 2,
  match: (subject) => matchViolation(subject, ['is-base64-encoded-not-a-boolean']),
  words: {
    en: (facts) => ({
      title: `\`isBase64Encoded\` is ${aType(facts.violation.found.type)}; API Gateway takes true or false`,
      why: `The field says whether \`body\` is base64 text.${alsoWrong(facts)}`,
      fix: `Set \`isBase64Encoded\` to ${facts.family === 'python' ? '`True` or `False`' : '`true` or `false`'}, or leave it out for text.`,
    }),
    it: (facts) => ({
      title: `\`isBase64Encoded\` è ${unTipo(facts.violation.found.type)}; API Gateway vuole true o false`,
      why: `Il campo dice se \`body\` è testo base64.${alsoWrong(facts, 'it')}`,
      fix: `Imposta \`isBase64Encoded\` a ${facts.family === 'python' ? '`True` o `False`' : '`true` o `false`'}, oppure omettilo per il testo.`,
    }),
  },
});
