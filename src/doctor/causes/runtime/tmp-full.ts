// /tmp is full, often of what earlier requests of the same sandbox left.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';

export const tmpFull = defineCause<null>({
  id: 'runtime.tmp-full',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const message = fault.message.toLowerCase();
    if (!message.includes('enospc') && !message.includes('no space left on device')) return null;
    return {
      confidence: 0.96,
      evidence: [cut(faultText(fault))],
      facts: null,
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: () => ({
      title: '/tmp is full',
      why: 'A sandbox keeps its /tmp from one request to the next, so files that are not removed add up.',
      fix: "Remove temporary files when a request ends, or raise the function's ephemeral storage.",
    }),
    it: () => ({
      title: '/tmp è piena',
      why: 'Un ambiente conserva la sua /tmp da una richiesta alla successiva, perciò i file non rimossi si accumulano.',
      fix: 'Rimuovi i file temporanei alla fine di ogni richiesta, oppure alza la ephemeral storage della funzione.',
    }),
  },
});
