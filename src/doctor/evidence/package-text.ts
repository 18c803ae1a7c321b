// The listing of a package as tools print it: `unzip -l`, `zipinfo`, `unzip -Z`, `ls -l`, `ls -lR`, `find -ls`, `tar -tv`, bare paths.
import type { PackageFact } from '../case.ts';

const modes = /^(?:\s*\d+\s+\d+\s+)?([-dlbcps])([-rwxsStTX?]{9})[.+@]?\s+(.*)$/;
const unzipLine = /^\s*\d+\s+(?:\d{2,4}-\d{2}-\d{2,4})\s+\d{2}:\d{2}\s+(.+)$/;
const zipinfoTail =
  /^(?:\S+\s+){2,8}?(?:\d{2,4}-[A-Za-z0-9]{2,3}-\d{2,4}\s+\d{2}:\d{2}|\d{8}\.\d{6})\s+(.+)$/;
const lsTail = /^\d+\s+\S+\s+\S+\s+\d[\d.KMG,]*\s+[A-Za-z]{3}\s+\d{1,2}\s+(?:\d{2}:\d{2}|\d{4})\s+(.+)$/;
const lsIsoTail =
  /^\d+\s+\S+\s+\S+\s+\d[\d.KMG,]*\s+\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}\S*\s+(?:[+-]\d{4}\s+)?(.+)$/;
const tarTail = /^\S+\s+\d+\s+\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}(?::\d{2})?\s+(.+)$/;

export interface ListedPackage {
  readonly entries: readonly PackageFact[];
  /** True where the listing tells modes; without them every file counts as readable. */
  readonly hasModes: boolean;
}

/** Null where no line is an entry. Never throws. */
export function readPackageListing(text: string): ListedPackage | null {
  const entries: PackageFact[] = [];
  let hasModes = false;
  let folder = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^(\.?[^\s:][^:]{0,300}):$/.exec(line);
    if (header !== null && !/^(?:total|Archive|Length)/.test(line)) {
      folder = header[1] === '.' ? '' : `${header[1]!.replace(/^\.\//, '')}/`;
      continue;
    }
    const moded = readModes(line) ?? readOctal(line);
    const entry = moded ?? readUnzip(line) ?? readBare(line);
    if (entry === null) continue;
    hasModes ||= moded !== null;
    const path = cleanPath(folder + entry.path);
    if (path !== '' && path !== '.' && path !== '..') entries.push({ ...entry, path });
  }
  return entries.length === 0 ? null : { entries, hasModes };
}

function cleanPath(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .replace(/^\/?var\/task\//, '')
    .replace(/\/+$/, '')
    .trim();
}

function readModes(line: string): PackageFact | null {
  const match = modes.exec(line);
  if (match === null) return null;
  const rest = match[3]!;
  const name = (lsTail.exec(rest) ??
    lsIsoTail.exec(rest) ??
    zipinfoTail.exec(rest) ??
    tarTail.exec(rest))?.[1];
  const path = name ?? rest.split(/\s+/).at(-1)!;
  const type = match[1] === 'd' || path.endsWith('/') ? 'directory' : match[1] === 'l' ? 'symlink' : 'file';
  return { path: path.split(' -> ')[0]!, type, mode: bitsOf(match[2]!) };
}

function bitsOf(text: string): number {
  let mode = 0;
  for (let index = 0; index < 9; index++) {
    const sign = text[index]!;
    if (sign !== '-' && sign !== 'S' && sign !== 'T' && sign !== '?') mode |= 0o400 >> index;
  }
  return mode;
}

/** `644 index.js`, of `find -printf` or `stat -c`. */
function readOctal(line: string): PackageFact | null {
  const match = /^\s*0?([0-7]{3,4})\s+(\S+)\s*$/.exec(line);
  return match === null ? null : { ...bareEntry(match[2]!), mode: Number.parseInt(match[1]!, 8) & 0o777 };
}

function readUnzip(line: string): PackageFact | null {
  const path = unzipLine.exec(line)?.[1];
  return path === undefined ? null : bareEntry(path);
}

/** A path alone on its line, perhaps with the marks of a tree. */
function readBare(line: string): PackageFact | null {
  const path = line.replace(/^[\s│├└─|`+-]*/, '').trim();
  if (
    path === '' ||
    path.length > 300 ||
    /^(?:total \d|Archive:|Length\b|-{3,}|Permissions|\d+ files?)/.test(path)
  )
    return null;
  if (/\s/.test(path) && !/^[\w./@ -]+\.\w{1,8}$/.test(path)) {
    // `size path`, `path (comment)`: the one word that looks like a path.
    const words = path.split(/\s+/).filter((word) => /[/.]/.test(word) && /^[\w./@+$-]+$/.test(word));
    return words.length === 1 ? bareEntry(words[0]!) : null;
  }
  return /^[\w./@+$ -]+$/.test(path) ? bareEntry(path) : null;
}

/** Where no mode is told, it is taken for one that lets everybody read. */
function bareEntry(path: string): PackageFact {
  return path.endsWith('/') ? { path, type: 'directory', mode: 0o755 } : { path, type: 'file', mode: 0o644 };
}
