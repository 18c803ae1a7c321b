// The handler reads an environment variable that is not set.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText, isInitFault } from '../../fault.ts';
import { cut } from '../../words.ts';
import { environmentEvidence, environmentFix } from './environment.ts';
import { missingValue } from './missing-value.ts';

export const envMissing = defineCause<{ readonly name: string }>({
  id: 'runtime.env-missing',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || isInitFault(subject, fault)) return null;
    const missing = missingValue(subject, fault);
    if (missing?.of !== 'environment') return null;
    return {
      confidence: 0.95,
      evidence: [cut(faultText(fault)), ...environmentEvidence(subject, missing.name)],
      facts: { name: missing.name },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ name }) => ({
      title: `The environment variable \`${name}\` is not set`,
      why: 'The handler reads it while it serves the request, and finds nothing.',
      fix: environmentFix(name),
    }),
    it: ({ name }) => ({
      title: `La variabile d'ambiente \`${name}\` non è impostata`,
      why: "L'handler la legge mentre serve la richiesta, e non trova nulla.",
      fix: environmentFix(name, 'it'),
    }),
  },
});
