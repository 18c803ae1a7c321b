// A code folder as the doctor reads it; TypeScript is read as the JavaScript it compiles to, with places led back to it.
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transformSync } from 'esbuild';
import { doctorSourceMapCharactersMax } from '../../core/limits.ts';
import type { SourceReader } from '../../doctor/source/source-reader.ts';
import { displayPath } from '../../project/find-template.ts';

const sources = [
  ['.mjs', '.mts'],
  ['.cjs', '.cts'],
  ['.js', '.ts'],
  ['.js', '.tsx'],
  ['.js', '.jsx'],
] as const;

/** Paths below `folder`, or above it with `../`. Texts are kept: one reader serves one examination. */
export function createCodeReader(folder: string): SourceReader {
  const texts = new Map<string, string | null>();
  const read = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = readText(join(folder, path)) ?? compiled(folder, path);
    texts.set(path, text);
    return text;
  };
  return { read, displayPath: (path) => displayPath(join(folder, path)) };
}

/** Of TypeScript beside: `app.js` where there is only `app.ts`. */
function compiled(folder: string, path: string): string | null {
  for (const [extension, written] of sources) {
    if (!path.endsWith(extension)) continue;
    const file = join(folder, path.slice(0, -extension.length) + written);
    const text = readText(file);
    if (text === null) continue;
    try {
      return transformSync(text, {
        loader: written.endsWith('x') ? 'tsx' : 'ts',
        sourcefile: basename(file),
        sourcemap: 'inline',
        format: extension === '.cjs' ? 'cjs' : 'esm',
        target: 'esnext',
        logLevel: 'silent',
      }).code;
    } catch {
      // What does not compile is for the compiler to tell.
      return null;
    }
  }
  return null;
}

function readText(path: string): string | null {
  try {
    const found = statSync(path);
    return !found.isFile() || found.size > doctorSourceMapCharactersMax ? null : readFileSync(path, 'utf8');
  } catch {
    // Missing or unreadable: it is then not read.
    return null;
  }
}
