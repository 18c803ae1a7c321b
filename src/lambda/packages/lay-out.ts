// Laying a package out as the folder that becomes /var/task, with the modes that count.
import { chmod, mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackageEntry } from '../package.ts';
import { removeTree } from './work-folders.ts';

/** Folders that no entry names, and /var/task itself, are as Lambda makes them (recorded: drwxr-xr-x). */
export const folderMode = 0o755;

export interface LayOut {
  readonly entries: readonly PackageEntry[];
  /** Targets of the links, by path. */
  readonly links: ReadonlyMap<string, string>;
  /** Writes a file's content to the path. */
  readonly writeFile: (entry: PackageEntry, path: string) => Promise<void>;
}

/**
 * The *other* bits for everybody. Whoever unpacked it owns the files on this machine and may well be root; on Lambda,
 * root owns them and the function is somebody else.
 */
export function modeForAll(mode: number): number {
  const other = mode & 0o007;
  return (other << 6) | (other << 3) | other;
}

/** All or nothing: a folder under the given name is complete. Links come last, so that nothing is written through one. */
export async function layOut(target: string, content: LayOut): Promise<void> {
  const partial = `${target}.partial`;
  await mkdir(partial, { recursive: true });
  const files = content.entries.filter((entry) => entry.type === 'file');
  const folders = content.entries.filter((entry) => entry.type === 'directory');
  const links = content.entries.filter((entry) => entry.type === 'symlink');
  const made = new Set<string>(['.']);
  const makeFolder = async (path: string): Promise<void> => {
    if (made.has(path)) return;
    await mkdir(join(partial, path), { recursive: true });
    for (let each = path; !made.has(each); each = dirname(each)) made.add(each);
  };
  for (const folder of folders) await makeFolder(folder.path);
  await inGroups(files, 32, async (entry) => {
    const path = join(partial, entry.path);
    await makeFolder(dirname(entry.path));
    await content.writeFile(entry, path);
    await chmod(path, modeForAll(entry.mode));
  });
  for (const link of links) {
    await makeFolder(dirname(link.path));
    await symlink(content.links.get(link.path)!, join(partial, link.path));
  }
  const modes = new Map(folders.map((folder) => [folder.path, modeForAll(folder.mode)]));
  // The innermost first: behind a closed door nothing can be changed.
  const deepestFirst = [...made].toSorted((a, b) => b.split('/').length - a.split('/').length);
  for (const path of deepestFirst) {
    if (path !== '.') await chmod(join(partial, path), modes.get(path) ?? folderMode);
  }
  await chmod(partial, folderMode);
  try {
    await rename(partial, target);
  } catch (error) {
    await removeTree(partial);
    throw error;
  }
}

async function inGroups<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) await Promise.all(items.slice(at, at + size).map(work));
}
