// The module's top level reads an environment variable that is not set.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText, isInitFault } from '../../fault.ts';
import { environmentEvidence, environmentFix } from '../runtime/environment.ts';
import { missingValue } from '../runtime/missing-value.ts';
import { cut } from '../../words.ts';

export const initEnvMissing = defineCause<{ readonly name: string }>({
  id: 'init.env-missing',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || !isInitFault(subject, fault)) return null;
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
      why: 'It is read while the module loads, so every request fails before the handler runs.',
      fix: environmentFix(name),
    }),
    it: ({ name }) => ({
      title: `La variabile d'ambiente \`${name}\` non è impostata`,
      why: "Viene letta mentre il modulo si carica, perciò ogni richiesta fallisce prima che l'handler parta.",
      fix: environmentFix(name, 'it'),
    }),
  },
});
