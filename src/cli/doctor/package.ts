// Examines a deployment package, a zip or a folder, for `varco doctor FILE.zip --handler index.handler --runtime nodejs22.x`.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { PackageContents, PackagedFunction } from '../../doctor/static/package/contents.ts';
import { examinePackage as examine } from '../../doctor/static/package/examine-package.ts';
import { runPythonAst } from '../explain.ts';
import type { Examined, ExamineOptions } from './examined.ts';
import { examineWords } from './examine-words.ts';
import { folderContents, zipContents } from './package-contents.ts';

/**
 * Without a runtime, or a handler where the runtime has one, only what is wrong for every function is looked for, and
 * `missing` says which option would tell more.
 * @throws UserError where the package cannot be read
 */
export async function examinePackage(path: string, options: ExamineOptions): Promise<Examined> {
  const file = resolve(path);
  const contents = statSync(file).isDirectory() ? await folderContents(file) : await zipContents(file);
  if (options.runtime !== undefined && !/^[a-z]+[\d.]*(\.[a-z0-9]+)*$/.test(options.runtime))
    throw new UserError(`--runtime ${options.runtime} is no runtime: write it as Lambda does, nodejs22.x.`);
  const called = functionOf(contents, options);
  const findings = await examine(contents, called, 'unknown', options.language, runPythonAst);
  return { findings, missing: missing(called, options) };
}

function functionOf(contents: PackageContents, options: ExamineOptions): PackagedFunction {
  return {
    runtime: options.runtime ?? likelyRuntime(contents),
    handler: options.handler,
    architecture: options.architecture === 'arm64' ? 'arm64' : 'x86_64',
    hasLayers: false,
  };
}

/** By what is at the top: only the language is told so, not a version that rules would depend on. */
function likelyRuntime({ entries }: PackageContents): string {
  const top = entries.filter(({ path }) => !path.includes('/')).map(({ path }) => path);
  if (top.includes('bootstrap')) return 'provided';
  if (
    top.includes('package.json') ||
    top.includes('node_modules') ||
    top.some((path) => /\.[cm]?js$/.test(path))
  )
    return 'nodejs22.x';
  return top.some((path) => path.endsWith('.py')) ? 'python3.13' : 'unknown';
}

function missing(
  called: PackagedFunction,
  { runtime, handler, language }: ExamineOptions,
): readonly string[] {
  const words = examineWords[language];
  const needsHandler = handler === undefined && !called.runtime.startsWith('provided');
  return [...(runtime === undefined ? [words.runtime] : []), ...(needsHandler ? [words.handler] : [])];
}
