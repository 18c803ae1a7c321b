// The handler's name against the package: a name of the right form, and a file where it leads.
import type { Case } from '../../case.ts';
import { runtimeFamily } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { readNodeHandler } from '../../source/javascript/function.ts';
import { pythonModuleFiles, readPythonHandler } from '../../source/python/module.ts';
import { functionError, predict } from '../predict.ts';
import { filesOf, type PackageContents, type PackagedFunction } from './contents.ts';

const evidenceFilesMax = 5;

/** Files that the handler's name can mean, first choice first; empty for another runtime or a malformed name. */
export function handlerFiles(called: PackagedFunction): readonly string[] {
  const { handler, runtime } = called;
  if (handler === undefined) return [];
  if (runtime.startsWith('nodejs')) {
    const parts = readNodeHandler(handler);
    // The order of AWS's runtime client (SPEC §9.4).
    return parts === null
      ? []
      : ['', '.js', '.mjs', '.cjs'].map((extension) => withoutDot(parts.file) + extension);
  }
  if (runtime.startsWith('python')) {
    const parts = readPythonHandler(handler);
    return parts === null ? [] : pythonModuleFiles(parts.module);
  }
  return [];
}

function withoutDot(file: string): string {
  return file.startsWith('./') ? file.slice(2) : file;
}

/** Null where the file is there, or may come from a layer. */
export function examineHandlerFile(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  language: Language,
): Finding | null {
  const { handler } = called;
  const family = runtimeFamily(subject);
  if (handler === undefined || family === 'other') return null;
  // A layer may hold it, as those of monitoring services do.
  if (called.hasLayers || handler.startsWith('/opt/')) return null;
  const files = filesOf(contents);
  const wanted = handlerFiles(called);
  if (wanted.some((path) => files.has(path))) return null;
  const top = [...files.keys()].filter((path) => path.split('/').length <= 2).slice(0, evidenceFilesMax);
  const common = {
    confidence: 0.96,
    evidence: [`handler: ${handler}`, ...top],
    place: null,
  };
  const outcome = wanted.length === 0 ? malformed(handler, family) : missing(handler, family);
  return predict(subject, { outcome, ...common }, language);
}

function malformed(handler: string, family: 'nodejs' | 'python'): ReturnType<typeof functionError> {
  return functionError(
    'Runtime.MalformedHandlerName',
    family === 'python'
      ? `Bad handler '${handler}': not enough values to unpack (expected 2, got 1)`
      : 'Bad handler',
  );
}

function missing(handler: string, family: 'nodejs' | 'python'): ReturnType<typeof functionError> {
  if (family === 'python') {
    const { module } = readPythonHandler(handler)!;
    return functionError(
      'Runtime.ImportModuleError',
      `Unable to import module '${module}': No module named '${module}'`,
    );
  }
  const name = readNodeHandler(handler)!.file.split('/').at(-1)!;
  return functionError(
    'Runtime.ImportModuleError',
    `Error: Cannot find module '${name}'\nRequire stack:\n- /var/runtime/index.mjs`,
  );
}
