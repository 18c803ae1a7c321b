// A folder as a code package: what is in it, its content address, and its bytes as they were when it was read.
import { createHash } from 'node:crypto';
import { constants, existsSync, type Stats } from 'node:fs';
import { copyFile, lstat, readdir, readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { packageEntriesMax, packageHeldBytesMax, packageUnzippedBytesMax } from '../../core/limits.ts';
import { documentsFileName } from '../../store/data-folder.ts';
import type { PackageEntry } from '../package.ts';
import type { LayOut } from './lay-out.ts';
import { inOrder, leadsOut } from './package-path.ts';

export interface FolderContent extends LayOut {
  /** Base64 SHA-256. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

interface FoundFile {
  readonly entry: PackageEntry;
  readonly stats: Stats;
}

/**
 * Reads a folder so that what it holds is a version: files outside node_modules first, up to `packageHeldBytesMax`, are
 * kept in memory as they are now. Of the others (installed dependencies, as a rule) only size and times are looked at, so
 * that a start does not read hundreds of megabytes; they are copied when the function is first invoked.
 *
 * AWS would be sent a zip of the folder and address that; the address here is over names, modes and contents.
 * @throws UserError where the folder is missing, too large, or a link leads out of it
 */
export async function readFolder(folder: string): Promise<FolderContent> {
  const root = await rootOf(folder);
  const found: FoundFile[] = [];
  const others: PackageEntry[] = [];
  const links = new Map<string, string>();
  let sizeBytes = 0;

  const walk = async (path: string): Promise<void> => {
    for (const item of await readdir(join(root, path), { withFileTypes: true })) {
      const itemPath = path === '' ? item.name : `${path}/${item.name}`;
      // Varco's own data folder, which by default is made beside the project, is no code.
      if (item.isDirectory() && existsSync(join(root, itemPath, documentsFileName))) continue;
      const stats = await lstat(join(root, itemPath));
      const entry = { path: itemPath, mode: stats.mode & 0o777 };
      if (item.isDirectory()) {
        others.push({ ...entry, type: 'directory', sizeBytes: 0 });
        await walk(itemPath);
      } else if (item.isSymbolicLink()) {
        links.set(itemPath, await linkTarget(root, itemPath));
        others.push({ ...entry, type: 'symlink', sizeBytes: 0 });
      } else if (item.isFile()) {
        found.push({ entry: { ...entry, type: 'file', sizeBytes: stats.size }, stats });
        sizeBytes += stats.size;
      }
      // Sockets, pipes and devices are in no package.
      checkBounds(folder, found.length + others.length, sizeBytes);
    }
  };
  await walk('');
  for (const path of links.keys()) {
    if (leadsOut(path, links)) {
      throw new UserError(
        `${folder} holds the link ${path}, which leads out of it: replace the link by what it names.`,
      );
    }
  }
  return freeze(root, found, others, links, sizeBytes);
}

async function freeze(
  root: string,
  found: readonly FoundFile[],
  others: readonly PackageEntry[],
  links: ReadonlyMap<string, string>,
  sizeBytes: number,
): Promise<FolderContent> {
  const held = new Map<string, Buffer>();
  const marks = new Map<string, string>();
  let heldBytes = 0;
  const installedLast = found.toSorted((a, b) => Number(isInstalled(a)) - Number(isInstalled(b)));
  for (const { entry, stats } of installedLast) {
    if (heldBytes + entry.sizeBytes <= packageHeldBytesMax) {
      const bytes = await readFile(join(root, entry.path));
      heldBytes += bytes.length;
      held.set(entry.path, bytes);
      marks.set(entry.path, createHash('sha256').update(bytes).digest('hex'));
    } else {
      marks.set(entry.path, `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`);
    }
  }
  const entries = inOrder([...found.map(({ entry }) => entry), ...others]);
  const hash = createHash('sha256');
  for (const { path, type, mode } of entries) {
    const mark = marks.get(path) ?? links.get(path) ?? '';
    // NUL cannot be in any of them.
    hash.update(`${path}\0${type}\0${mode.toString(8)}\0${mark}\0`);
  }
  return {
    sha256: hash.digest('base64'),
    sizeBytes,
    entries,
    links,
    writeFile: async (entry, path) => {
      const bytes = held.get(entry.path);
      if (bytes === undefined) await copyFile(join(root, entry.path), path, constants.COPYFILE_FICLONE);
      else await writeFile(path, bytes);
    },
  };
}

function isInstalled({ entry }: FoundFile): boolean {
  return entry.path.startsWith('node_modules/') || entry.path.includes('/node_modules/');
}

async function rootOf(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await lstat(root)).isDirectory()) return root;
  } catch (error) {
    throw new UserError(`The code folder ${folder} cannot be read: correct its path.`, { cause: error });
  }
  throw new UserError(`${folder} is not a folder: name the folder with the function's code.`);
}

/** An absolute link to somewhere inside is made relative, for the package is laid out elsewhere. */
async function linkTarget(root: string, path: string): Promise<string> {
  const target = await readlink(join(root, path));
  if (!isAbsolute(target) || !`${target}/`.startsWith(`${root}/`)) return target;
  return relative(join(root, path, '..'), target) || '.';
}

function checkBounds(folder: string, entries: number, sizeBytes: number): void {
  if (entries > packageEntriesMax) {
    throw new UserError(
      `${folder} holds more than ${packageEntriesMax} files: leave out what the function does not need.`,
    );
  }
  if (sizeBytes > packageUnzippedBytesMax) {
    throw new UserError(
      `${folder} holds more than ${packageUnzippedBytesMax} bytes, which is what Lambda takes: leave out what the function does not need.`,
    );
  }
}
