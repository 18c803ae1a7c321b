// A dependency, or a file of the function's own, is not in the package (TAXONOMY rules 1 and 2).
import { word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import type { Case, RuntimeFamily } from '../../case.ts';
import { nearest } from '../../nearest.ts';
import { ownFiles } from '../../package-listing.ts';
import { editablePath } from '../../source/source-reader.ts';
import { listed } from '../../words.ts';
import { importEvidence, importFaultOf, importPlace, packageName, type ImportFault } from './import-fault.ts';
import { isNative, isNativeStandardLibrary } from './native-module.ts';
import { runtimeRemoved } from './removed-modules.ts';
import { elenco } from '../../words-italian.ts';

interface Facts {
  readonly missing: string;
  readonly family: RuntimeFamily;
  readonly isOwnFile: boolean;
  readonly candidates: readonly string[];
}

export const missingModule = defineCause<Facts>({
  id: 'package.missing-module',
  step: 4,
  match(subject) {
    const found = importFaultOf(subject);
    if (found === null || found.isHandler || found.isFromLayer) return null;
    if (runtimeRemoved(subject, found) !== null || isNative(found) || isNativeStandardLibrary(found))
      return null;
    const mayBeLayer = !found.isOwnFile && (subject.function?.layers?.length ?? 0) > 0;
    const name = found.family === 'nodejs' ? packageName(found.missing) : found.missing.split('.')[0]!;
    return {
      confidence: mayBeLayer
        ? 0.6
        : isPartOfLibrary(found)
          ? 0.68
          : found.missing === 'a dependency'
            ? 0.85
            : 0.95,
      evidence: [importEvidence(subject, found)],
      facts: {
        missing: found.isOwnFile ? found.missing : name,
        family: found.family,
        isOwnFile: found.isOwnFile,
        candidates: candidatesFor(subject, found),
      },
      place: () => importPlace(subject, found),
      ...(found.isOwnFile ? {} : { command: install(subject, found.family, name) }),
    };
  },
  words: {
    en: ({ missing, family, isOwnFile, candidates }) => ({
      title: isOwnFile
        ? `\`${missing}\` is not in the package`
        : `The ${family === 'python' ? 'module' : 'package'} \`${missing}\` is not in the deployment package`,
      why: isOwnFile
        ? `The code asks for a file that was not packaged.${candidates.length === 0 ? '' : ` The package holds ${listed(candidates.map((path) => `\`${path}\``))}; names are compared letter by letter, case included.`}`
        : 'Lambda has nothing but the package, its layers and the runtime; what is installed elsewhere on your machine does not come along.',
      fix: isOwnFile
        ? 'Add the file to the package (look at the build and at exclusions), or correct the path.'
        : family === 'python'
          ? `Add \`${missing}\` to requirements.txt and install it into the package, or let \`sam build\` do it.`
          : `Add \`${missing}\` to "dependencies" (not "devDependencies") and package node_modules, or bundle it.`,
    }),
    it: ({ missing, family, isOwnFile, candidates }) => ({
      title: isOwnFile
        ? `\`${missing}\` non è nel pacchetto`
        : `Il ${family === 'python' ? 'modulo' : 'pacchetto'} \`${missing}\` non è nel deployment package`,
      why: isOwnFile
        ? `Il codice chiede un file che non è stato messo nel pacchetto.${candidates.length === 0 ? '' : ` Il pacchetto contiene ${elenco(candidates.map((path) => `\`${path}\``))}; i nomi si confrontano lettera per lettera, maiuscole comprese.`}`
        : 'Lambda non ha altro che il pacchetto, i suoi layer e il runtime; ciò che è installato altrove sulla tua macchina non viene con loro.',
      fix: isOwnFile
        ? 'Aggiungi il file al pacchetto (guarda la build e le esclusioni), oppure correggi il percorso.'
        : family === 'python'
          ? `Aggiungi \`${missing}\` a requirements.txt e installalo nel pacchetto, oppure lascialo fare a \`sam build\`.`
          : `Aggiungi \`${missing}\` a "dependencies" (non "devDependencies") e metti node_modules nel pacchetto, oppure crea un bundle.`,
    }),
  },
});

/** Ruby asks for a gem by its name; a file inside one is asked for by the gem itself, so the gem is there. */
export function isPartOfLibrary({ family, missing, importer, isOwnFile, fault }: ImportFault): boolean {
  return (
    family === 'other' &&
    !isOwnFile &&
    importer === null &&
    missing.includes('/') &&
    fault.message.includes('cannot load such file')
  );
}

function candidatesFor(subject: Case, found: ImportFault): readonly string[] {
  if (!found.isOwnFile || subject.packageListing === undefined) return [];
  const files = ownFiles(subject.packageListing);
  return [...new Set(found.wanted.flatMap((path) => nearest(path, files)))].slice(0, 3);
}

function install(subject: Case, family: RuntimeFamily, name: string): string {
  const folder = editablePath(subject.source, '') ?? '.';
  return family === 'python'
    ? `pip install ${word(name)} -t ${word(folder)}`
    : `npm install --prefix ${word(folder)} ${word(name)}`;
}
