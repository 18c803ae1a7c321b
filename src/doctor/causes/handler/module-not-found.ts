// The file that the handler's name leads to is not in the package (TAXONOMY rules 1 and 2).
import type { Case, RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { nearest } from '../../nearest.ts';
import { ownFiles } from '../../package-listing.ts';
import { readNodeHandler } from '../../source/javascript/function.ts';
import { readPythonHandler } from '../../source/python/module.ts';
import { listed } from '../../words.ts';
import { importEvidence, importFaultOf } from '../package/import-fault.ts';
import { nestedHandler } from '../package/nested-folder.ts';
import { failsByExtension } from './malformed-name.ts';
import { otherRuntimeFile } from './wrong-runtime.ts';
import { elenco } from '../../words-italian.ts';

interface Facts {
  readonly missing: string;
  readonly handler: string | null;
  readonly family: RuntimeFamily;
  /** Handler strings that would lead to a file of the package. */
  readonly candidates: readonly string[];
}

export const handlerModuleNotFound = defineCause<Facts>({
  id: 'handler.module-not-found',
  step: 5,
  match(subject) {
    const found = importFaultOf(subject);
    if (found?.isHandler !== true || failsByExtension(subject, found.fault)) return null;
    if (nestedHandler(subject, found.wanted) !== null || otherRuntimeFile(subject, found) !== null)
      return null;
    const handler = subject.function?.handler ?? null;
    const candidates = candidateHandlers(subject);
    return {
      // Python says the same of a file that is not there, unreadable or a folder down: only the listing decides.
      confidence: subject.packageListing === undefined ? 0.79 : 0.97,
      evidence: [importEvidence(subject, found), ...(handler === null ? [] : [`handler: ${handler}`])],
      facts: { missing: found.missing, handler, family: found.family, candidates },
      ...renaming(handler, candidates),
    };
  },
  words: {
    en: ({ missing, handler, family, candidates }) => ({
      title: `The handler's file \`${missing}${family === 'python' ? '.py' : family === 'nodejs' ? '.js' : ''}\` is not in the package`,
      why: `${handler === null ? 'The handler' : `The handler \`${handler}\``} names a file by its path from the top of the package, without its extension.`,
      fix:
        candidates.length === 0
          ? 'Package the file, or correct the handler.'
          : `Set the handler to ${listed(candidates.map((each) => `\`${each}\``))}, or rename the file.`,
    }),
    it: ({ missing, handler, family, candidates }) => ({
      title: `Il file dell'handler \`${missing}${family === 'python' ? '.py' : family === 'nodejs' ? '.js' : ''}\` non è nel pacchetto`,
      why: `${handler === null ? "L'handler" : `L'handler \`${handler}\``} indica un file con il suo percorso dal primo livello del pacchetto, senza estensione.`,
      fix:
        candidates.length === 0
          ? "Metti il file nel pacchetto, oppure correggi l'handler."
          : `Imposta l'handler a ${elenco(candidates.map((each) => `\`${each}\``))}, oppure rinomina il file.`,
    }),
  },
});

/** A template edit where one file alone can be meant. */
function renaming(handler: string | null, candidates: readonly string[]): { readonly patch?: string } {
  const [only, ...others] = candidates;
  return handler === null || only === undefined || others.length > 0
    ? {}
    : { patch: `-Handler: ${handler}\n+Handler: ${only}\n` };
}

/** Handlers to files of the same name elsewhere, or of almost the same name. */
function candidateHandlers(subject: Case): readonly string[] {
  const handler = subject.function?.handler;
  if (handler === undefined || subject.packageListing === undefined) return [];
  const isPython = subject.function?.runtime?.startsWith('python') ?? false;
  const parts = isPython ? pythonParts(handler) : nodeParts(handler);
  if (parts === null) return [];
  const modules = ownFiles(subject.packageListing).flatMap((path) => moduleOf(path, isPython));
  const name = parts.file.split('/').at(-1)!.toLowerCase();
  const sameName = modules.filter((path) => path.split('/').at(-1)!.toLowerCase() === name);
  const found = sameName.length > 0 ? sameName : nearest(parts.file, modules);
  return found.slice(0, 3).map((path) => `${path}.${parts.name}`);
}

function nodeParts(handler: string): { readonly file: string; readonly name: string } | null {
  const parts = readNodeHandler(handler);
  return parts === null ? null : { file: parts.file, name: parts.names.join('.') };
}

function pythonParts(handler: string): { readonly file: string; readonly name: string } | null {
  const parts = readPythonHandler(handler);
  return parts === null ? null : { file: parts.module.replaceAll('.', '/'), name: parts.name };
}

function moduleOf(path: string, isPython: boolean): readonly string[] {
  const extensions = isPython ? ['.py'] : ['.js', '.mjs', '.cjs'];
  const extension = extensions.find((each) => path.endsWith(each));
  return extension === undefined ? [] : [path.slice(0, -extension.length)];
}
