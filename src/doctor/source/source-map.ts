// From a position in compiled JavaScript to the one the author wrote, by the source map beside it or inside it.
import { SourceMap, type SourceMapPayload } from 'node:module';
import { doctorSourceMapCharactersMax } from '../../core/limits.ts';
import { folderOf, normalisePath, type Position, type SourceReader } from './source-reader.ts';
import { createTextCache } from './text-cache.ts';

interface OriginalPosition {
  readonly displayPath: string;
  /** The original file's text, if the map carries it or the folder holds it. */
  readonly text: string | null;
  readonly at: Position;
}

const maps = createTextCache<SourceMap | null>(doctorSourceMapCharactersMax);

/** Null where the file has no readable source map or the map does not cover the place. */
export function originalPosition(
  reader: SourceReader,
  path: string,
  text: string,
  at: Position,
): OriginalPosition | null {
  const map = mapOf(reader, path, text);
  // Node's SourceMap counts lines and columns from 0 here.
  const entry = map?.findEntry(at.line - 1, at.column - 1);
  if (map == null || entry === undefined || !('originalSource' in entry) || !entry.originalSource)
    return null;
  const { sources, sourcesContent } = map.payload;
  const sourceRoot = map.payload.sourceRoot ?? '';
  const index = sources.indexOf(entry.originalSource);
  const original = originalPath(path, sourceRoot, entry.originalSource);
  const carried = index === -1 ? undefined : sourcesContent?.[index];
  return {
    displayPath: original.isInFolder ? reader.displayPath(original.path) : original.path,
    text: carried ?? (original.isInFolder ? reader.read(original.path) : null),
    at: { line: entry.originalLine + 1, column: entry.originalColumn + 1 },
  };
}

function mapOf(reader: SourceReader, path: string, text: string): SourceMap | null {
  const url = mapUrl(text);
  if (url === null) return null;
  const json = url.startsWith('data:')
    ? dataOf(url)
    : reader.read(normalisePath(`${folderOf(path)}/${decoded(url)}`));
  return json === null || json.length > doctorSourceMapCharactersMax ? null : maps.get(json, readMap);
}

const mark = '//# sourceMappingURL=';

/** The last `//# sourceMappingURL=` with nothing but blank lines behind it. */
function mapUrl(text: string): string | null {
  const start = text.lastIndexOf(mark);
  if (start === -1) return null;
  const url = text.slice(start + mark.length).trim();
  return url === '' || url.includes('\n') ? null : url;
}

function readMap(json: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(json) as SourceMapPayload);
  } catch {
    // A broken map is no map: the compiled place is still worth telling.
    return null;
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function dataOf(url: string): string | null {
  const comma = url.indexOf(',');
  if (comma === -1) return null;
  const content = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64')
    ? Buffer.from(content, 'base64').toString('utf8')
    : decoded(content);
}

/** Where a map's source lies, relative to /var/task; a path elsewhere (`/home/…`, `webpack://…`) is shown as it is. */
function originalPath(
  path: string,
  sourceRoot: string,
  source: string,
): { readonly path: string; readonly isInFolder: boolean } {
  const scheme = source.indexOf('://');
  // `webpack://name/./src/app.ts` means src/app.ts below the folder webpack ran in, which is not known to be this one.
  if (scheme !== -1)
    return { path: normalisePath(source.slice(source.indexOf('/', scheme + 3) + 1)), isInFolder: false };
  if (source.startsWith('/') || sourceRoot.startsWith('/')) return { path: source, isInFolder: false };
  return { path: normalisePath(`${folderOf(path)}/${sourceRoot}/${source}`), isInFolder: true };
}
