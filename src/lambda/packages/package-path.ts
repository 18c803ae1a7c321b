// Paths inside a package: which are allowed, and where a symbolic link in it really leads.
import { packagePathBytesMax } from '../../core/limits.ts';
import type { PackageEntry } from '../package.ts';

/** Why an entry's name cannot be laid out, in words that follow the name; null for a good one. */
export function whyNotInside(path: string): string | null {
  if (path === '') return 'has no name';
  if (path.includes('\\')) return 'has a backslash in its name';
  if (path.includes('\0')) return 'has a NUL character in its name';
  if (path.startsWith('/')) return 'has an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'has a drive letter in its path';
  if (path.split('/').includes('..')) return 'leads out of the package';
  if (Buffer.byteLength(path) > packagePathBytesMax)
    return `has a path of more than ${packagePathBytesMax} bytes`;
  return null;
}

/** `./a//b/` → `a/b`; '' for the package itself. */
export function normalised(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** More links than this on one way, and Linux gives up too (ELOOP). */
const linksMax = 40;

/**
 * True where following the link leaves the package at any step. A link to nothing inside the package stays inside.
 * @param targets of all links in the package, by path
 */
export function leadsOut(path: string, targets: ReadonlyMap<string, string>): boolean {
  let steps = 0;
  const here = path.split('/').slice(0, -1);
  let rest = partsOf(targets.get(path)!);
  if (rest === null) return true;
  while (rest.length > 0) {
    const part = rest.shift()!;
    if (part === '..') {
      if (here.length === 0) return true;
      here.pop();
      continue;
    }
    here.push(part);
    const target = targets.get(here.join('/'));
    if (target === undefined) continue;
    steps++;
    const through = partsOf(target);
    if (through === null) return true;
    // A circle: opening it fails, which leads nowhere, thus not out.
    if (steps > linksMax) return false;
    here.pop();
    rest = [...through, ...rest];
  }
  return false;
}

/** Null for an absolute target. */
function partsOf(target: string): string[] | null {
  if (target.startsWith('/')) return null;
  return target.split('/').filter((part) => part !== '' && part !== '.');
}

/** Entries in the order of their paths, parents first. */
export function inOrder(entries: readonly PackageEntry[]): readonly PackageEntry[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
