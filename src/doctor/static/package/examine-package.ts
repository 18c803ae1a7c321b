// A whole deployment package held against the function that is to run from it.
import type { Case } from '../../case.ts';
import { runtimeFamily } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import type { RunPythonAst } from '../../source/python/module.ts';
import type { Contract } from '../handler/contract.ts';
import { examineHandler } from '../handler/examine-handler.ts';
import { examineBootstrap, programOf } from './bootstrap.ts';
import { filesOf, type PackageContents, type PackagedFunction } from './contents.ts';
import { examineHandlerFile, handlerFiles } from './handler-file.ts';
import { examineJavaScript } from './javascript-modules.ts';
import { examineModes } from './modes.ts';
import { examineNativeModules } from './native-modules.ts';
import { examinePython } from './python-modules.ts';
import { examineSize } from './too-large.ts';

/** Surest first; what a package cannot show is not guessed. */
export async function examinePackage(
  contents: PackageContents,
  called: PackagedFunction,
  contract: Contract,
  language: Language,
  run: RunPythonAst,
): Promise<readonly Finding[]> {
  const subject = caseOf(contents, called);
  const size = examineSize(contents, language);
  const own = await examineCode(subject, contents, called, contract, language, run);
  const all = [
    ...(size === null ? [] : [size]),
    ...own,
    ...(called.isInstalledByBuild === undefined
      ? examineNativeModules(subject, contents, called, language)
      : []),
  ];
  return all.toSorted((a, b) => b.confidence - a.confidence);
}

function caseOf(contents: PackageContents, called: PackagedFunction): Case {
  return {
    function: {
      name: called.name,
      runtime: called.runtime,
      handler: called.handler,
      ...(called.environment === undefined ? {} : { environmentNames: Object.keys(called.environment) }),
    },
    packageListing: contents.entries,
    source: contents.source,
  };
}

async function examineCode(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  contract: Contract,
  language: Language,
  run: RunPythonAst,
): Promise<readonly Finding[]> {
  if (called.isBundledByBuild === true) return examineHandler(subject, contract, language);
  const bootstrap = examineBootstrap(subject, contents, called, language);
  if (bootstrap !== null) return [bootstrap];
  if (programOf(contents, called) !== null) return modes(subject, contents, [], language);
  const absent = examineHandlerFile(subject, contents, called, language);
  if (absent !== null) return [absent];
  const family = runtimeFamily(subject);
  if (family === 'python') {
    const { findings, module } = await examinePython(subject, contents, called, language, run);
    const read = module === null ? subject : { ...subject, pythonModule: module };
    return [
      ...modes(read, contents, handlerFileOf(contents, called), language),
      ...findings,
      ...(module === null ? [] : examineHandler(read, contract, language)),
    ];
  }
  if (family !== 'nodejs') return modes(subject, contents, [], language);
  const { findings, loaded } = examineJavaScript(subject, contents, called, language);
  return [
    ...modes(subject, contents, loaded, language),
    ...findings,
    ...(findings.some(({ cause }) => cause === 'package.esm-cjs')
      ? []
      : examineHandler(subject, contract, language)),
  ];
}

function modes(
  subject: Case,
  contents: PackageContents,
  needed: readonly string[],
  language: Language,
): readonly Finding[] {
  const finding = examineModes(subject, contents, needed, language);
  return finding === null ? [] : [finding];
}

function handlerFileOf(contents: PackageContents, called: PackagedFunction): readonly string[] {
  const files = filesOf(contents);
  return handlerFiles(called).filter((path) => files.has(path));
}
