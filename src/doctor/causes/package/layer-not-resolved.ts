// A module is expected from a layer, and is not found there.
import { defineCause } from '../../cause.ts';
import type { RuntimeFamily } from '../../case.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import type { Match } from '../../cause.ts';
import { expectsLayer, saysNoBootstrap } from '../handler/bootstrap-missing.ts';
import { importEvidence, importFaultOf, importPlace } from './import-fault.ts';
import { runtimeRemoved } from './removed-modules.ts';

interface Facts {
  readonly missing: string;
  readonly isEsModule: boolean;
  readonly family: RuntimeFamily;
}

export const layerNotResolved = defineCause<Facts>({
  id: 'package.layer-not-resolved',
  step: 4,
  match(subject) {
    const found = importFaultOf(subject);
    const fault = faultOf(subject);
    if (fault !== null && saysNoBootstrap(faultText(fault)) && expectsLayer(subject))
      return ofRuntimeLayer(faultText(fault));
    if (found === null || found.isHandler || found.isOwnFile || runtimeRemoved(subject, found) !== null)
      return null;
    const hasLayers = (subject.function?.layers?.length ?? 0) > 0;
    const isExpected = !hasLayers && subject.text !== undefined && expectsLayer(subject);
    if (!found.isFromLayer && !hasLayers && !isExpected) return null;
    return {
      confidence: found.isFromLayer ? 0.97 : isExpected ? 0.96 : found.isEsModule ? 0.85 : 0.5,
      evidence: [
        importEvidence(subject, found),
        ...(subject.function?.layers ?? []).map((layer) => `layer: ${layer}`),
      ],
      facts: { missing: found.missing, isEsModule: found.isEsModule, family: found.family },
      place: () => importPlace(subject, found),
    };
  },
  words: {
    en: ({ missing, isEsModule, family }) =>
      missing === 'bootstrap'
        ? {
            title: 'The layer that brings the runtime is not there',
            why: 'The runtime starts /var/task/bootstrap or /opt/bootstrap; the package counts on a layer for it, and no layer of the function has one.',
            fix: "Attach the runtime's layer, in this region and for this architecture, and check its ARN and version.",
          }
        : {
            title: `\`${missing}\` is not found in the function's layers`,
            why: isEsModule
              ? 'Layers are found through NODE_PATH, and an ES module `import` does not look there; `require` does.'
              : `A layer is unpacked at /opt, and the runtime looks into ${family === 'python' ? '/opt/python' : '/opt/nodejs/node_modules'} only.`,
            fix: isEsModule
              ? `Bundle \`${missing}\` with the function, or load it with \`createRequire(import.meta.url)\`.`
              : `Put the module below \`${family === 'python' ? 'python/' : 'nodejs/node_modules/'}\` in the layer's zip, and check that the function names that version of the layer.`,
          },
    it: ({ missing, isEsModule, family }) =>
      missing === 'bootstrap'
        ? {
            title: 'Manca il layer che porta il runtime',
            why: 'Il runtime avvia /var/task/bootstrap o /opt/bootstrap; il pacchetto conta su un layer per averlo, e nessun layer della funzione ne ha uno.',
            fix: 'Collega il layer del runtime, in questa regione e per questa architettura, e controllane ARN e versione.',
          }
        : {
            title: `\`${missing}\` non si trova nei layer della funzione`,
            why: isEsModule
              ? 'I layer si trovano tramite NODE_PATH, e un `import` di moduli ES non ci guarda; `require` sì.'
              : `Un layer viene estratto in /opt, e il runtime guarda solo in ${family === 'python' ? '/opt/python' : '/opt/nodejs/node_modules'}.`,
            fix: isEsModule
              ? `Includi \`${missing}\` nel bundle della funzione, oppure caricalo con \`createRequire(import.meta.url)\`.`
              : `Metti il modulo sotto \`${family === 'python' ? 'python/' : 'nodejs/node_modules/'}\` nello zip del layer, e controlla che la funzione indichi quella versione del layer.`,
          },
  },
});

/** A custom runtime whose `bootstrap` a layer should bring. */
function ofRuntimeLayer(text: string): Match<Facts> {
  return {
    confidence: 0.96,
    evidence: [cut(text)],
    facts: { missing: 'bootstrap', isEsModule: false, family: 'other' },
  };
}
