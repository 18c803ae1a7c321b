// The source was packaged instead of what the build makes of it.
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { missingClass } from '../handler/class-not-found.ts';

const sourceFile = /\.(?:java|kt|scala|ts|tsx|cs|go|rs|swift)$/;
const builtFile = /\.(?:class|jar|js|mjs|cjs|dll|so)$|(?:^|\/)bootstrap$/;

export const unbuiltSource = defineCause<{ readonly file: string | null }>({
  id: 'package.unbuilt-source',
  step: 4,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const listing = subject.packageListing;
    const source = listing?.find(({ path }) => sourceFile.test(path) && !path.endsWith('.d.ts'));
    // A TypeScript handler under its own name is handler.wrong-runtime's.
    const isUnbuilt =
      source !== undefined &&
      !/\.tsx?$/.test(source.path) &&
      listing!.every(({ path }) => !builtFile.test(path));
    const isMissing =
      missingClass(subject, fault) !== null ||
      /Cannot find module|Couldn't find valid bootstrap|deps\.json|Runtime\.ImportModuleError/.test(
        faultText(fault),
      );
    const { text } = subject;
    const saysUnbuilt =
      missingClass(subject, fault)?.isHandler === true &&
      text !== undefined &&
      (/--template-file|sam (?:deploy|package)|\.aws-sam|template\.ya?ml|codeuri|unbuilt|without (?:sam )?build/i.test(
        text.words,
      ) ||
        /sam (?:package|deploy)[^\n]*(?:--template-file|-t) (?!\.aws-sam)|CodeUri:\s*(?:\.\/)?src\b/i.test(
          text.template?.text ?? '',
        ) ||
        (text.hints.has('local') && text.hints.has('works')));
    if (!isMissing || !(isUnbuilt || saysUnbuilt)) return null;
    return {
      confidence: isUnbuilt ? 0.97 : 0.95,
      evidence: [
        cut(faultText(fault)),
        ...(source === undefined ? [] : [`the package holds ${source.path}, and nothing built from it`]),
      ],
      facts: { file: source?.path ?? null },
      command: 'sam build && sam deploy',
    };
  },
  words: {
    en: ({ file }) => ({
      title: `The package holds source${file === null ? '' : ` (\`${file}\`)`}, not what the build makes of it`,
      why: 'The template that was deployed points to the source folder. `sam build` writes a template of its own to .aws-sam/build, and that one points to the classes; with `--template-file template.yaml` the deployment goes past it. Local runs build first, so they work.',
      fix: 'Run the build, and deploy the built template (leave `--template-file` out of `sam deploy` and `sam package`).',
    }),
    it: ({ file }) => ({
      title: `Il pacchetto contiene i sorgenti${file === null ? '' : ` (\`${file}\`)`}, non ciò che ne fa la build`,
      why: 'Il template distribuito punta alla cartella dei sorgenti. `sam build` scrive un template proprio in .aws-sam/build, che punta alle classi; con `--template-file template.yaml` il deploy lo scavalca. In locale si costruisce prima, perciò funziona.',
      fix: 'Esegui la build, e distribuisci il template costruito (senza `--template-file` in `sam deploy` e `sam package`).',
    }),
  },
});
