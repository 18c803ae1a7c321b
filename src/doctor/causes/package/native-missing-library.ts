// The runtime's interpreter itself lacks a C extension of the standard library.
import { defineCause } from '../../cause.ts';
import { importEvidence, importFaultOf } from './import-fault.ts';
import { isNativeStandardLibrary } from './native-module.ts';

export const nativeMissingLibrary = defineCause<{ readonly missing: string }>({
  id: 'package.native-missing-library',
  step: 4,
  match(subject) {
    const found = importFaultOf(subject);
    if (found === null || !isNativeStandardLibrary(found)) return null;
    return { confidence: 0.9, evidence: [importEvidence(subject, found)], facts: { missing: found.missing } };
  },
  words: {
    en: ({ missing }) => ({
      title: `The runtime's Python has no \`${missing}\``,
      why: 'This part of the standard library is machine code, and the interpreter was built without it.',
      fix: 'Ship the extension and its library with the package or a layer, or take another runtime version.',
    }),
    it: ({ missing }) => ({
      title: `Il Python del runtime non ha \`${missing}\``,
      why: "Questa parte della libreria standard è codice macchina, e l'interprete è stato compilato senza.",
      fix: "Porta l'estensione e la sua libreria nel pacchetto o in un layer, oppure passa a un'altra versione del runtime.",
    }),
  },
});
