// Whether a function's handler is TypeScript that nobody has built: then Varco bundles it, as `sam build` would.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import type { FunctionCode } from './function-code.ts';

export interface TypeScriptEntry {
  /** The code's folder, absolute. */
  readonly folder: string;
  /** Of the file that holds the handler, relative to the folder: `src/app.ts`. */
  readonly file: string;
  /** What the handler's name asks for: `app.js`. */
  readonly outputFile: string;
  /** Node.js's major version. */
  readonly nodeVersion: string;
  /** Modules that are left out (`BuildProperties.External`). */
  readonly external: readonly string[];
}

const javascript = ['.js', '.mjs', '.cjs'];
const typescript = ['.ts', '.mts', '.cts', '.tsx'];

/**
 * The file to bundle, or null where the handler is JavaScript already, or is not to be found. SAM's
 * `Metadata: BuildMethod: esbuild` names it, too.
 */
export function findTypeScriptEntry(
  resource: TemplateResource,
  code: FunctionCode,
  runtime: string | undefined,
  handler: string | undefined,
): TypeScriptEntry | null {
  const nodeVersion = /^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1];
  if (code.kind !== 'folder' || nodeVersion === undefined || handler === undefined) return null;
  const module = handler.replace(/^\.\//, '').replace(/\.[^./]*$/, '');
  if (module === '' || module.includes('..')) return null;
  const exists = (file: string): boolean => existsSync(join(code.path, file));
  const properties = esbuildProperties(resource);
  const named = properties === null ? null : firstEntry(properties);
  if (named === null && javascript.some((extension) => exists(module + extension))) return null;
  const file =
    (named !== null && exists(named) ? named : null) ??
    typescript.map((extension) => module + extension).find(exists);
  if (file === undefined) return null;
  return {
    folder: code.path,
    file,
    outputFile: `${module}.js`,
    nodeVersion,
    external: texts(properties === null ? undefined : own(properties, 'External')),
  };
}

function esbuildProperties({ metadata }: TemplateResource): TemplateMap | null {
  if (own(metadata, 'BuildMethod') !== 'esbuild') return null;
  const properties = own(metadata, 'BuildProperties');
  return isMap(properties) ? properties : {};
}

function firstEntry(properties: TemplateMap): string | null {
  return texts(own(properties, 'EntryPoints'))[0]?.replace(/^\.\//, '') ?? null;
}

function texts(value: TemplateValue | undefined): readonly string[] {
  return isList(value) ? value.filter((each) => typeof each === 'string') : [];
}
