// The module's top level raised while it was loaded.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText, isInitFault } from '../../fault.ts';
import { importFaultOf } from '../package/import-fault.ts';
import { cut } from '../../words.ts';

export const initException = defineCause<{ readonly text: string }>({
  id: 'init.exception',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isImportOfName =
      fault.message.startsWith('Unable to import module ') &&
      !fault.message.includes('No module named') &&
      importFaultOf(subject) === null;
    const isSaid =
      /^module initialization error|Init Error|Error: Could not initialize|Extension\.InitError|^Init</.test(
        faultText(fault),
      ) && importFaultOf(subject) === null;
    if (!isInitFault(subject, fault) && !isImportOfName && !isSaid) return null;
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
    it: ({ text }) => ({
      title: `Il caricamento del modulo è fallito: ${text}`,
      why: "L'errore viene da codice fuori dall'handler, eseguito una volta quando l'ambiente si avvia; nessuna richiesta raggiunge l'handler.",
      fix: "Correggi il punto indicato, oppure sposta quel lavoro nell'handler.",
    }),
  },
});
