// A TypeScript handler and what it imports as one JavaScript file with its source map.
import { basename, dirname, join } from 'node:path';
import { build, type BuildFailure, type Message } from 'esbuild';
import { UserError } from '../../core/errors.ts';
import { displayPath } from '../find-template.ts';
import type { TypeScriptEntry } from './typescript-entry.ts';

/**
 * @returns contents by path: the file that the handler names, and its map
 * @throws UserError with the first error and its place
 */
export async function bundle(entry: TypeScriptEntry): Promise<Readonly<Record<string, Uint8Array>>> {
  try {
    const { outputFiles } = await build({
      absWorkingDir: entry.folder,
      entryPoints: [entry.file],
      outfile: join(entry.folder, entry.outputFile),
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: `node${entry.nodeVersion}`,
      sourcemap: 'linked',
      sourcesContent: true,
      external: [...entry.external],
      logLevel: 'silent',
    });
    const folder = dirname(entry.outputFile);
    return Object.fromEntries(
      outputFiles.map(({ path, contents }) => [join(folder, basename(path)), contents]),
    );
  } catch (error) {
    const [first] = isBuildFailure(error) ? error.errors : [];
    if (first === undefined) throw error;
    throw new UserError(`${placeOf(first, entry)}: ${first.text}: correct the TypeScript code.`, {
      cause: error,
    });
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function placeOf({ location }: Message, entry: TypeScriptEntry): string {
  const file = displayPath(join(entry.folder, location?.file ?? entry.file));
  return location === null ? file : `${file}:${location.line}:${location.column + 1}`;
}
