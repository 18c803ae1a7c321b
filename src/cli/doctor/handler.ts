// Examines the source of a handler for `varco doctor src/handler.js`: every handler in it, or the one that is named.
import { basename, dirname, extname, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Case } from '../../doctor/case.ts';
import type { Finding } from '../../doctor/finding.ts';
import { readPythonModule } from '../../doctor/source/python/module.ts';
import type { SourceReader } from '../../doctor/source/source-reader.ts';
import { examineHandler as examine } from '../../doctor/static/handler/examine-handler.ts';
import { handlerNames } from '../../doctor/static/handler/handler-names.ts';
import { displayPath } from '../../project/find-template.ts';
import { runPythonAst } from '../explain.ts';
import { createCodeReader } from './code-reader.ts';
import type { Examined, ExamineOptions } from './examined.ts';
import { examineWords } from './examine-words.ts';

/** Chosen where nothing says which: what most functions run on today. */
const runtimes = { node: 'nodejs22.x', python: 'python3.13' } as const;

/** @throws UserError where the file cannot be read, or Python's is to be read and there is no interpreter. */
export async function examineHandler(path: string, options: ExamineOptions): Promise<Examined> {
  const file = resolve(path);
  const isPython = extname(file) === '.py';
  const source = createCodeReader(dirname(file));
  const module = basename(file, extname(file));
  const runtime = options.runtime ?? (isPython ? runtimes.python : runtimes.node);
  const base: Case = { source, function: { runtime, handler: `${module}.handler` } };
  const subject = isPython ? await withPython(base, source, module, path) : base;
  if (!isPython && source.read(`${module}${javaScriptOf(extname(file))}`) === null)
    throw new UserError(`${displayPath(file)} cannot be read or does not compile: mend that first.`);
  const named = options.handler?.slice(options.handler.lastIndexOf('.') + 1);
  const names = named === undefined ? handlerNames(subject, module) : [named];
  const findings = names.flatMap((name): readonly Finding[] =>
    examine(
      { ...subject, function: { ...subject.function, handler: `${module}.${name}` } },
      'unknown',
      options.language,
    ),
  );
  return {
    findings: distinct(findings),
    missing: names.length === 0 ? [examineWords[options.language].handler] : [],
  };
}

function javaScriptOf(extension: string): string {
  if (extension === '.mts') return '.mjs';
  return extension === '.cts' ? '.cjs' : ['.mjs', '.cjs'].includes(extension) ? extension : '.js';
}

async function withPython(base: Case, source: SourceReader, module: string, path: string): Promise<Case> {
  const pythonModule = await readPythonModule(source, `${module}.handler`, runPythonAst);
  if (pythonModule === null)
    throw new UserError(
      `${path} cannot be read without a Python interpreter: install python3, or put it on the path.`,
    );
  return { ...base, pythonModule };
}

/** Two handlers that share a helper share its faults. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ cause, source }) => {
      const key = `${cause} ${source?.file}:${source?.line}:${source?.column}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}
