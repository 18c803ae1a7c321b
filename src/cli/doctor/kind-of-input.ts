// What a path given to `varco doctor` is: a package, a template, a handler's source, or none of these.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { templateBytesMax } from '../../core/limits.ts';

export type KindOfInput = 'package' | 'template' | 'handler' | 'other';

const handlerExtensions: ReadonlySet<string> = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.py']);
const templateExtensions: ReadonlySet<string> = new Set(['.yaml', '.yml', '.template', '.json']);
const templateNames =
  /^(template\.(ya?ml|json)|serverless\.template|cloudformation\.ya?ml|cdk\.json)$|\.template\.json$/;

/** Evidence and exported logs are JSON too; a template names its resources. */
function looksLikeTemplate(path: string, bytes: number): boolean {
  if (bytes > templateBytesMax) return false;
  const text = readFileSync(path, 'utf8');
  return /^\s*["']?Resources["']?\s*:/m.test(text) || /"Resources"\s*:/.test(text);
}

/** `other` for text to be read as a log, and for what is not there. `handler` given: a folder is a package. */
export function kindOfInput(
  path: string,
  options: { readonly handler?: string | undefined } = {},
): KindOfInput {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'other';
  if (found.isDirectory()) {
    const holdsTemplate = readdirSync(path).some((name) => templateNames.test(name));
    return holdsTemplate && options.handler === undefined ? 'template' : 'package';
  }
  const extension = extname(path).toLowerCase();
  if (extension === '.zip' || extension === '.jar') return 'package';
  if (handlerExtensions.has(extension)) return 'handler';
  return templateExtensions.has(extension) && looksLikeTemplate(path, found.size) ? 'template' : 'other';
}
