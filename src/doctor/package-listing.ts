// Questions to a deployment package's listing: what is there, and what the function may read of it.
import type { PackageFact } from './case.ts';

const otherRead = 0o004;
const otherExecute = 0o001;

export function entryAt(listing: readonly PackageFact[], path: string): PackageFact | null {
  return listing.find((entry) => entry.path === path || entry.path === `${path}/`) ?? null;
}

/** True where the package holds the path, or something below it. */
export function holds(listing: readonly PackageFact[], path: string): boolean {
  return listing.some((entry) => entry.path === path || entry.path.startsWith(`${path}/`));
}

/** The entry that keeps the function from reading `path`: itself, or a folder above it; null where nothing does. */
export function barrier(listing: readonly PackageFact[], path: string): PackageFact | null {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count++) {
    const entry = entryAt(listing, parts.slice(0, count).join('/'));
    if (entry !== null && !isReadable(entry)) return entry;
  }
  return null;
}

/** The function runs as nobody's friend: only the *other* bits count. A folder must also let one pass. */
export function isReadable(entry: PackageFact): boolean {
  if (entry.type === 'symlink') return true;
  if (entry.type === 'directory') return (entry.mode & otherExecute) !== 0;
  return (entry.mode & otherRead) !== 0;
}

export function isExecutable(entry: PackageFact): boolean {
  return (entry.mode & otherExecute) !== 0;
}

/** `600`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}

/** `-rw-------`. */
export function modeText(entry: PackageFact): string {
  const kind = entry.type === 'directory' ? 'd' : entry.type === 'symlink' ? 'l' : '-';
  const bits = 'rwxrwxrwx';
  let text = kind;
  for (let bit = 0; bit < bits.length; bit++) text += (entry.mode & (0o400 >> bit)) === 0 ? '-' : bits[bit];
  return text;
}

/** Paths of files, without what package managers put there. */
export function ownFiles(listing: readonly PackageFact[]): readonly string[] {
  return listing
    .filter(({ type, path }) => type !== 'directory' && !isVendored(path, listing))
    .map(({ path }) => path);
}

/** node_modules, site-packages, and for Python a folder with its own `.dist-info` beside it. */
export function isVendored(path: string, listing: readonly PackageFact[] | undefined): boolean {
  const parts = path.split('/');
  if (
    parts.some(
      (part) =>
        part === 'node_modules' ||
        part === 'site-packages' ||
        part === 'dist-packages' ||
        part.endsWith('.dist-info'),
    )
  ) {
    return true;
  }
  if (listing === undefined || parts.length < 2) return false;
  const top = parts[0]!.toLowerCase();
  return listing.some(({ path: other }) => {
    const [folder] = other.split('/', 1);
    return folder!.endsWith('.dist-info') && folder!.slice(0, folder!.indexOf('-')).toLowerCase() === top;
  });
}
