// `body` is an object or an array: the serialisation was forgotten, the commonest malformed output (SPEC §12.4).
import { defineCause } from '../../cause.ts';
import { runtimeFamily, type Case } from '../../case.ts';
import type { Match } from '../../cause.ts';
import { aType, cut, jsonOf } from '../../words.ts';
import { alsoWrong, matchViolation, type MalformedFacts } from './malformed.ts';
import { unTipo } from '../../words-italian.ts';

/** Emulators say what the gateway does not. */
function saidByEmulator(subject: Case): Match<MalformedFacts> | null {
  const line = [...(subject.text?.lines ?? []), ...(subject.text?.gatewayLines ?? [])].find((each) =>
    /body (?:content )?must be (?:a string|stringified)|body.{0,30}(?:not a|expected a?) string/i.test(each),
  );
  if (line === undefined) return null;
  return {
    confidence: 0.95,
    evidence: [cut(line)],
    facts: {
      violation: {
        pointer: '/body',
        code: 'body-not-a-string',
        found: { type: 'object', text: '' },
        allowed: 'a string',
      },
      field: 'body',
      family: runtimeFamily(subject),
      others: [],
      output: undefined,
    },
  };
}

export const bodyNotString = defineCause({
  id: 'response.body-not-string',
  step: 2,
  match: (subject) => matchViolation(subject, ['body-not-a-string']) ?? saidByEmulator(subject),
  words: {
    en: (facts) => ({
      title: `\`body\` is ${aType(facts.violation.found.type)}; API Gateway takes a string there`,
      why: `A REST API passes \`body\` on as text and serialises nothing itself; HTTP APIs and function URLs do, which is why this may work elsewhere.${alsoWrong(facts)}`,
      fix: `Serialise the body: ${facts.family === 'python' ? `\`"body": ${jsonOf('…', facts.family)}\`` : facts.family === 'nodejs' ? `\`body: ${jsonOf('…', facts.family)}\`` : 'return it as JSON text'}.`,
    }),
    it: (facts) => ({
      title: `\`body\` è ${unTipo(facts.violation.found.type)}; API Gateway vuole una stringa`,
      why: `Una REST API passa \`body\` come testo e non serializza nulla da sé; le HTTP API e le function URL lo fanno, perciò altrove può funzionare.${alsoWrong(facts, 'it')}`,
      fix: `Serializza il body: ${facts.family === 'python' ? `\`"body": ${jsonOf('…', facts.family)}\`` : facts.family === 'nodejs' ? `\`body: ${jsonOf('…', facts.family)}\`` : 'restituiscilo come testo JSON'}.`,
    }),
  },
});
