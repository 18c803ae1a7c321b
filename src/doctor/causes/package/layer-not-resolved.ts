// A module is expected from a layer, and is not found there.
import { defineCause } from '../../cause.ts';
import type { RuntimeFamily } from '../../case.ts';
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
    if (found === null || found.isHandler || found.isOwnFile || runtimeRemoved(subject, found) !== null)
      return null;
    const hasLayers = (subject.function?.layers?.length ?? 0) > 0;
    if (!found.isFromLayer && !hasLayers) return null;
    return {
      confidence: found.isFromLayer ? 0.9 : found.isEsModule ? 0.85 : 0.5,
      evidence: [
        importEvidence(subject, found),
        ...(subject.function?.layers ?? []).map((layer) => `layer: ${layer}`),
      ],
      facts: { missing: found.missing, isEsModule: found.isEsModule, family: found.family },
      place: () => importPlace(subject, found),
    };
  },
  words: {
    en: ({ missing, isEsModule, family }) => ({
      title: `\`${missing}\` is not found in the function's layers`,
      why: isEsModule
        ? 'Layers are found through NODE_PATH, and an ES module `import` does not look there; `require` does.'
        : `A layer is unpacked at /opt, and the runtime looks into ${family === 'python' ? '/opt/python' : '/opt/nodejs/node_modules'} only.`,
      fix: isEsModule
        ? `Bundle \`${missing}\` with the function, or load it with \`createRequire(import.meta.url)\`.`
        : `Put the module below \`${family === 'python' ? 'python/' : 'nodejs/node_modules/'}\` in the layer's zip, and check that the function names that version of the layer.`,
    }),
  },
});
