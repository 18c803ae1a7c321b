// The JavaScript of a package, followed from the handler: modules that are not there, and modules of the wrong kind.
import { nodeMajor, type Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { isSyntaxFault, moduleFile, type ParsedModule } from '../../source/javascript/parse.ts';
import { staticImports, type StaticImport } from '../../source/javascript/static-imports.ts';
import { functionError, predict } from '../predict.ts';
import { filesOf, type PackageContents, type PackagedFunction } from './contents.ts';
import { handlerFiles } from './handler-file.ts';
import { examineFormat, examineRequireOfEsModule } from './module-format.ts';
import { tell, type Walk } from './module-walk.ts';
import { packageFolder, readPackageJson, resolveImport, treeOf } from './resolve.ts';
import { isProvidedToNode } from './runtime-facts.ts';

/** Own files and packages followed, at most. */
const filesMax = 500;
const packagesMax = 1000;

/** `loaded`: the files of the function's own that are surely loaded. */
export function examineJavaScript(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  language: Language,
): { readonly findings: readonly Finding[]; readonly loaded: readonly string[] } {
  const major = nodeMajor(subject);
  const files = filesOf(contents);
  const start = handlerFiles(called).find((path) => files.has(path));
  if (major === null || start === undefined) return { findings: [], loaded: [] };
  const walk: Walk = {
    subject,
    called,
    major,
    tree: treeOf(files, contents.source),
    language,
    findings: new Map(),
    packages: new Map(),
  };
  const loaded = followFiles(walk, start);
  followPackages(walk);
  return { findings: [...walk.findings.values()], loaded };
}

function followFiles(walk: Walk, start: string): readonly string[] {
  const seen = new Set([start]);
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined && seen.size < filesMax; path = waiting.shift()) {
    const module = moduleFile(walk.tree.source, path);
    if (module === null || isSyntaxFault(module) || module.path !== path) continue;
    const isEsModule = examineFormat(walk, module);
    // A file that is refused loads nothing.
    if (isEsModule === null) continue;
    for (const each of staticImports(module)) {
      const next = follow(walk, module, each);
      if (next !== null && /\.[cm]?js$/.test(next) && !seen.has(next)) {
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return [...seen];
}

/** The file an import leads to; null for all else. */
function follow(walk: Walk, from: ParsedModule, asked: StaticImport): string | null {
  const found = resolveImport(walk.tree, from.path, asked.specifier, asked.isEsModule);
  switch (found.kind) {
    case 'file':
      return found.path;
    case 'package':
      examineRequireOfEsModule(walk, from, asked, found.folder, found.name);
      if (!walk.packages.has(found.folder)) walk.packages.set(found.folder, from.path);
      return null;
    case 'missing':
      if (!found.isOwnFile && (isProvidedToNode(asked.specifier, walk.major) || walk.called.hasLayers))
        return null;
      if (!found.isOwnFile && walk.called.isInstalledByBuild?.(found.name) === true) return null;
      // What TypeScript leaves to a bundler, and types that are imported as if they were values, end here too.
      tell(
        walk,
        missingOutcome(from, asked),
        from.path,
        asked.at,
        0.95,
        `${found.isOwnFile ? '' : 'node_modules/'}${found.name}`,
      );
      return null;
    case 'elsewhere':
      return null;
  }
}

function missingOutcome(
  from: ParsedModule,
  { specifier, isEsModule }: StaticImport,
): ReturnType<typeof functionError> {
  return functionError(
    'Runtime.ImportModuleError',
    isEsModule
      ? specifier.startsWith('.')
        ? `Error: Cannot find module '/var/task/${joined(from.path, specifier)}' imported from /var/task/${from.path}`
        : `Error: Cannot find package '${specifier}' imported from /var/task/${from.path}`
      : `Error: Cannot find module '${specifier}'\nRequire stack:\n- /var/task/${from.path}\n- /var/runtime/index.mjs`,
  );
}

function joined(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** What loaded packages say they need and do not have beside them. */
function followPackages(walk: Walk): void {
  for (const [folder, asker] of walk.packages) {
    if (walk.packages.size > packagesMax) return;
    const json = readPackageJson(walk.tree.source, folder);
    if (walk.called.isInstalledByBuild !== undefined) return;
    for (const name of Object.keys(json?.dependencies ?? {})) {
      if (json?.optionalDependencies?.[name] !== undefined || name.startsWith('@types/')) continue;
      if (isProvidedToNode(name, walk.major) || walk.called.hasLayers) continue;
      const found = packageFolder(walk.tree, `${folder}/index.js`, name);
      if (found !== null) {
        if (!walk.packages.has(found)) walk.packages.set(found, asker);
        continue;
      }
      const own = `${folder}/package.json`;
      const outcome = functionError(
        'Runtime.ImportModuleError',
        `Error: Cannot find module '${name}'\nRequire stack:\n- /var/task/${folder}/index.js\n- /var/task/${asker}\n- /var/runtime/index.mjs`,
      );
      // It may be declared and never loaded.
      const finding = predict(
        walk.subject,
        { outcome, confidence: 0.7, evidence: [`${own}: "dependencies": "${name}"`], place: null },
        walk.language,
      );
      if (finding !== null && !walk.findings.has(name)) walk.findings.set(name, finding);
    }
  }
}
