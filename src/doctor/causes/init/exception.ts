// The module's top level raised while it was loaded.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText, isInitFault } from '../../fault.ts';
import { cut } from '../../words.ts';

export const initException = defineCause<{ readonly text: string }>({
  id: 'init.exception',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isImportOfName =
      fault.message.startsWith('Unable to import module ') && !fault.message.includes('No module named');
    if (!isInitFault(subject, fault) && !isImportOfName) return null;
    return {
      confidence: isImportOfName ? 0.75 : 0.8,
      evidence: [cut(faultText(fault))],
      facts: { text: cut(faultText(fault), 80) },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ text }) => ({
      title: `Loading the module failed: ${text}`,
      why: 'The error comes from code outside the handler, which runs once when the sandbox starts; no request reaches the handler.',
      fix: 'Correct the place shown, or move the work into the handler.',
    }),
  },
});
