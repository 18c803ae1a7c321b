// The output is a bare string, number, boolean or array, or no JSON at all.
import { defineCause } from '../../cause.ts';
import { aType, jsonOf } from '../../words.ts';
import { matchViolation } from './malformed.ts';
import { isStringifiedResponse } from './stringified-twice.ts';
import { unTipo } from '../../words-italian.ts';

export const notObject = defineCause({
  id: 'response.not-object',
  step: 2,
  match(subject) {
    const match = matchViolation(subject, ['not-an-object', 'not-json']);
    return match === null || isStringifiedResponse(match.facts.output) ? null : match;
  },
  words: {
    en: ({ violation: { found }, family }) => ({
      title:
        found.type === 'not JSON'
          ? 'The output is not JSON'
          : `The handler returned ${aType(found.type)}, not a response object`,
      why: 'API Gateway takes an object with `statusCode`, `headers` and `body`, and nothing else.',
      fix:
        found.type === 'string'
          ? `Return ${family === 'python' ? '`{"statusCode": 200, "body": text}`' : '`{ statusCode: 200, body: text }`'}.`
          : `Return ${family === 'python' ? `\`{"statusCode": 200, "body": ${jsonOf('data', family)}}\`` : `\`{ statusCode: 200, body: ${jsonOf('data', family)} }\``}.`,
    }),
    it: ({ violation: { found }, family }) => ({
      title:
        found.type === 'not JSON'
          ? "L'output non è JSON"
          : `L'handler ha restituito ${unTipo(found.type)}, non un oggetto di risposta`,
      why: 'API Gateway accetta un oggetto con `statusCode`, `headers` e `body`, e nient’altro.',
      fix:
        found.type === 'string'
          ? `Restituisci ${family === 'python' ? '`{"statusCode": 200, "body": text}`' : '`{ statusCode: 200, body: text }`'}.`
          : `Restituisci ${family === 'python' ? `\`{"statusCode": 200, "body": ${jsonOf('data', family)}}\`` : `\`{ statusCode: 200, body: ${jsonOf('data', family)} }\``}.`,
    }),
  },
});
