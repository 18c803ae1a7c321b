// A small edit of one line as a unified diff, for `git apply` and for reading.
import { isGenerated } from './place.ts';
import { editablePath, lineAt, type SourceReader, type Span } from './source-reader.ts';

/** Replaces what stands in `span`; null where it spans lines, or the file is compiled from another. */
export function replaceInLine(
  reader: SourceReader,
  path: string,
  span: Span,
  replacement: (text: string) => string,
): string | null {
  const file = editablePath(reader, path);
  if (file === null || span.line !== span.endLine || isGenerated(reader, path, span)) return null;
  const source = reader.read(path);
  if (source === null) return null;
  const line = lineAt(source, span.line);
  const before = line.slice(0, span.column - 1);
  const after = line.slice(span.endColumn - 1);
  const edited = before + replacement(line.slice(span.column - 1, span.endColumn - 1)) + after;
  return `--- a/${file}\n+++ b/${file}\n@@ -${span.line} +${span.line} @@\n-${line}\n+${edited}\n`;
}
