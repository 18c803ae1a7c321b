// The handler threw, or its promise was rejected, and nothing more special is known of the error.
import { runtimeFamily, type RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { jsonOf, cut } from '../../words.ts';

export const unhandledException = defineCause<{ readonly text: string; readonly family: RuntimeFamily }>({
  id: 'runtime.unhandled-exception',
  step: 6,
  fallback: true,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    // Types of the platform and the runtime clients are causes of their own; one that no rule knows is told, with doubt.
    const isPlatform = /^(?:Runtime|Extension|Sandbox|Function)\./.test(fault.type ?? '');
    return {
      confidence: isPlatform ? 0.4 : 0.85,
      evidence: [cut(faultText(fault))],
      facts: { text: cut(faultText(fault), 90), family: runtimeFamily(subject) },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ text, family }) => ({
      title: `The function failed with ${text}`,
      why: 'An error that leaves the handler makes Lambda report a function error, and API Gateway answers 502 without telling it to the client.',
      fix: `Correct the place shown; for errors that can happen, catch them and return a response: \`${family === 'python' ? `{"statusCode": 500, "body": ${jsonOf('{…}', family)}}` : `{ statusCode: 500, body: ${jsonOf('{…}', family)} }`}\`.`,
    }),
    it: ({ text, family }) => ({
      title: `La funzione è fallita con ${text}`,
      why: "Un errore che esce dall'handler fa segnalare a Lambda un errore della funzione, e API Gateway risponde 502 senza dirlo al client.",
      fix: `Correggi il punto indicato; gli errori che possono capitare intercettali, e restituisci una risposta: \`${family === 'python' ? `{"statusCode": 500, "body": ${jsonOf('{…}', family)}}` : `{ statusCode: 500, body: ${jsonOf('{…}', family)} }`}\`.`,
    }),
  },
});
