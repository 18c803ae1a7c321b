// The user's code folder as the doctor reads it: synchronously, through the caller, never by itself.

/** Paths are relative to /var/task, with forward slashes; a source map may lead outside with `../`. */
export interface SourceReader {
  /** The file's text; null where there is none, or it is too large to read. */
  read(path: string): string | null;
  /** The path as it is shown to the user: relative to the project's folder. */
  displayPath(path: string): string;
  /** False where paths are shown, but lead to no file that a command or patch could change: code from a zip. Default true. */
  readonly isEditable?: boolean;
}

/** A place in a text: both 1-based, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From a position up to, not including, another. */
export interface Span extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

/** The text of a 1-based line without its line end; '' beyond the last. */
export function lineAt(text: string, line: number): string {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).trimEnd();
}

/** `a/./b/../c` → `a/c`; leading `../` stay. */
export function normalisePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a path, '' at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The path of a file or folder as a command names it; null where none can. '' is the code folder itself. */
export function editablePath(reader: SourceReader | undefined, path: string): string | null {
  if (reader === undefined || reader.isEditable === false) return null;
  return reader.displayPath(path) || '.';
}
