// The Python of a package, followed from the handler: modules that are neither there, nor the interpreter's, nor the runtime's.
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import {
  pythonModuleFiles,
  readPythonFile,
  readPythonHandler,
  type PythonModule,
  type RunPythonAst,
} from '../../source/python/module.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { functionError, predict } from '../predict.ts';
import { filesOf, type PackageContents, type PackagedFunction } from './contents.ts';
import { isProvidedToPython } from './runtime-facts.ts';

/** Own modules read, at most: each takes a run of the interpreter. */
const modulesMax = 40;

/** The handler's module, and what is missing of what it and its own modules import. */
export async function examinePython(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  language: Language,
  run: RunPythonAst,
): Promise<{ readonly findings: readonly Finding[]; readonly module: PythonModule | null }> {
  const files = new Set(filesOf(contents).keys());
  const tops = topLevels(files);
  const parts = called.handler === undefined ? null : readPythonHandler(called.handler);
  const start = parts === null ? undefined : pythonModuleFiles(parts.module).find((path) => files.has(path));
  if (start === undefined) return { findings: [], module: null };
  const findings = new Map<string, Finding>();
  const seen = new Set([start]);
  const waiting = [start];
  let first: PythonModule | null = null;
  for (let path = waiting.shift(); path !== undefined && seen.size <= modulesMax; path = waiting.shift()) {
    const module = await readPythonFile(contents.source, path, run);
    if (module === null) continue;
    first ??= module;
    // Code that changes where modules are looked for is not followed.
    if (module.changesSearchPath === true) return { findings: [], module: first };
    for (const each of module.imports) {
      const own = ownFile(each.module, path, files);
      if (own !== null) {
        if (!seen.has(own)) {
          seen.add(own);
          waiting.push(own);
        }
        continue;
      }
      if (each.isOptional === true || each.module.startsWith('.')) continue;
      const top = each.module.split('.')[0]!;
      if (tops.has(top) || called.hasLayers || findings.has(top)) continue;
      if (called.isInstalledByBuild?.(top) === true) continue;
      const finding = missing(subject, contents, path, each, language);
      if (finding === null) continue;
      // What the interpreter here has, the runtime's may have lost.
      const isStandard = each.isStandard ?? true;
      if (isStandard || isProvidedToPython(top)) {
        if (finding.cause === 'package.runtime-removed-module') findings.set(top, finding);
      } else findings.set(top, finding);
    }
  }
  return { findings: [...findings.values()], module: first };
}

/** Names that `import` finds at the top of the package: modules, folders, compiled modules. */
function topLevels(files: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of files) {
    const slash = path.indexOf('/');
    const name = slash === -1 ? path : path.slice(0, slash);
    found.add(slash === -1 ? name.split('.')[0]! : name);
  }
  return found;
}

/** The file of the package that an import leads to; null where it is no module of the function's own. */
function ownFile(module: string, from: string, files: ReadonlySet<string>): string | null {
  const dots = /^\.*/.exec(module)![0].length;
  const folder = from.split('/').slice(0, -Math.max(1, dots)).join('/');
  const name = module.slice(dots);
  const base =
    dots === 0
      ? name
      : [...(folder === '' ? [] : folder.split('/')), ...(name === '' ? [] : name.split('.'))].join('.');
  if (base === '') return null;
  return pythonModuleFiles(base).find((path) => files.has(path)) ?? null;
}

function missing(
  subject: Case,
  contents: PackageContents,
  path: string,
  { module, at }: PythonModule['imports'][number],
  language: Language,
): Finding | null {
  const place = placeAt(contents.source, path, at, null);
  const handlerModule = readPythonHandler(subject.function?.handler ?? '')?.module ?? '';
  const top = module.split('.')[0]!;
  return predict(
    subject,
    {
      outcome: functionError(
        'Runtime.ImportModuleError',
        `Unable to import module '${handlerModule}': No module named '${top}'`,
      ),
      confidence: 0.93,
      evidence:
        place === null
          ? [path]
          : [cut(`${place.location.file}:${place.location.line}: ${place.location.text.trim()}`)],
      place,
    },
    language,
  );
}
