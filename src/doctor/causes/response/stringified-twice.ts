// The output is a JSON string that holds a whole response: the object itself was serialised, and the runtime did it again.
import { defineCause } from '../../cause.ts';
import { jsonOf } from '../../words.ts';
import { matchViolation } from './malformed.ts';

export const stringifiedTwice = defineCause({
  id: 'response.stringified-twice',
  step: 2,
  match(subject) {
    const match = matchViolation(subject, ['not-an-object']);
    return match !== null && isStringifiedResponse(match.facts.output) ? match : null;
  },
  words: {
    en: ({ family }) => ({
      title: 'The handler returned its response as a string of JSON',
      why: 'The runtime serialises what the handler returns; a string becomes a JSON string, and API Gateway does not look into it.',
      fix: `Return the object itself, and use \`${jsonOf('…', family)}\` for \`body\` only.`,
    }),
    it: ({ family }) => ({
      title: "L'handler ha restituito la sua risposta come stringa di JSON",
      why: "Il runtime serializza ciò che l'handler restituisce; una stringa diventa una stringa JSON, e API Gateway non ci guarda dentro.",
      fix: `Restituisci l'oggetto stesso, e usa \`${jsonOf('…', family)}\` solo per \`body\`.`,
    }),
  },
});

/** A string whose text is a JSON object. */
export function isStringifiedResponse(output: unknown): boolean {
  if (typeof output !== 'string' || !output.trimStart().startsWith('{')) return false;
  try {
    const inner: unknown = JSON.parse(output);
    return typeof inner === 'object' && inner !== null;
  } catch {
    return false;
  }
}
