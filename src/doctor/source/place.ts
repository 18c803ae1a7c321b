// A position in a file as a person wants it: shown path, the original behind a source map, the line's text.
import { doctorSourceLineCharactersMax } from '../../core/limits.ts';
import type { SourceLocation } from '../finding.ts';
import { originalPosition } from './source-map.ts';
import { lineAt, type Position, type SourceReader } from './source-reader.ts';

/** Null where the file cannot be read. `column` null where only the line is known. */
export function locationAt(
  reader: SourceReader,
  path: string,
  at: { readonly line: number; readonly column: number | null },
): SourceLocation | null {
  const text = reader.read(path);
  if (text === null) return null;
  const original = originalPosition(reader, path, text, { line: at.line, column: at.column ?? 1 });
  if (original !== null) {
    return location(original.displayPath, original.text, {
      line: original.at.line,
      column: at.column === null ? null : original.at.column,
    });
  }
  return location(reader.displayPath(path), text, at);
}

function location(
  file: string,
  text: string | null,
  at: { readonly line: number; readonly column: number | null },
): SourceLocation {
  const line = text === null ? '' : lineAt(text, at.line);
  if (line.length <= doctorSourceLineCharactersMax)
    return { file, line: at.line, column: at.column, text: line };
  // A minified line: a window around the place; the column then no longer points into the text.
  const start = Math.max(0, (at.column ?? 1) - 1 - doctorSourceLineCharactersMax / 2);
  return {
    file,
    line: at.line,
    column: null,
    text: line.slice(start, start + doctorSourceLineCharactersMax),
  };
}

/** True where positions in the file are those of another: then no edit of it is proposed. */
export function isGenerated(reader: SourceReader, path: string, at: Position): boolean {
  const text = reader.read(path);
  return text !== null && originalPosition(reader, path, text, at) !== null;
}
