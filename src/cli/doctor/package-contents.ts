// A zip or a folder as package contents: entries by the rules that Lambda's own packages are read by, bytes when asked for.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { UserError } from '../../core/errors.ts';
import {
  doctorSourceMapCharactersMax,
  packageEntriesMax,
  packageUnzippedBytesMax,
} from '../../core/limits.ts';
import type { PackageFact } from '../../doctor/case.ts';
import type { PackageContents } from '../../doctor/static/package/contents.ts';
import { PackageTooLargeError } from '../../lambda/package.ts';
import { readZip } from '../../lambda/packages/read-zip.ts';
import { displayPath } from '../../project/find-template.ts';
import { createCodeReader } from './code-reader.ts';

/** @throws UserError where it is no zip that can be read */
export async function zipContents(path: string): Promise<PackageContents> {
  const shown = displayPath(path);
  const zippedBytes = statSync(path).size;
  // Even zipped it is more than Lambda takes unzipped: nothing in it matters.
  const zip = zippedBytes > packageUnzippedBytesMax ? new Uint8Array() : readFileSync(path);
  try {
    if (zippedBytes > packageUnzippedBytesMax)
      throw new PackageTooLargeError(`${shown} is too large.`, packageUnzippedBytesMax);
    const { entries } = await readZip(zip, shown);
    return {
      entries,
      kind: 'zip',
      unzippedBytes: entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      zippedBytes,
      ...inZip(zip, shown),
    };
  } catch (thrown) {
    if (!(thrown instanceof PackageTooLargeError)) throw thrown;
    // How large it is matters; what is in it does not any more.
    return {
      entries: [],
      kind: 'zip',
      unzippedBytes: packageUnzippedBytesMax + 1,
      zippedBytes,
      source: { read: () => null, displayPath: (inner) => `${shown}/${inner}`, isEditable: false },
      bytes: () => null,
    };
  }
}

function inZip(zip: Uint8Array, shown: string): Pick<PackageContents, 'source' | 'bytes'> {
  const texts = new Map<string, string | null>();
  const entryOf = (path: string, bytesMax: number): Uint8Array | null => {
    const found = unzipSync(zip, {
      filter: ({ name, originalSize }) => name === path && originalSize <= bytesMax,
    });
    return found[path] ?? null;
  };
  return {
    bytes: (path, bytesMax) => entryOf(path, packageUnzippedBytesMax)?.subarray(0, bytesMax) ?? null,
    source: {
      read(path) {
        const known = texts.get(path);
        if (known !== undefined) return known;
        const bytes = entryOf(path, doctorSourceMapCharactersMax);
        const text = bytes === null ? null : new TextDecoder().decode(bytes);
        texts.set(path, text);
        return text;
      },
      displayPath: (path) => `${shown}/${path}`,
      isEditable: false,
    },
  };
}

/** Left out of the folder by everyone who zips it. */
const neverPackaged: ReadonlySet<string> = new Set(['.git', '.aws-sam', '.varco', 'cdk.out', '.DS_Store']);

/** @throws UserError where there is no such folder, or it holds too much */
export async function folderContents(folder: string): Promise<PackageContents> {
  const shown = displayPath(folder);
  const entries: PackageFact[] = [];
  let unzippedBytes = 0;
  const walk = async (path: string): Promise<void> => {
    for (const name of await readdir(join(folder, path))) {
      if (neverPackaged.has(name)) continue;
      const inner = path === '' ? name : `${path}/${name}`;
      const stats = await lstat(join(folder, inner));
      const type = stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'symlink' : 'file';
      entries.push({ path: inner, type, mode: stats.mode & 0o777 });
      if (entries.length > packageEntriesMax)
        throw new UserError(
          `${shown} holds more than ${packageEntriesMax} files: name the folder that is packaged, not one above it.`,
        );
      if (type === 'directory') await walk(inner);
      else unzippedBytes += stats.size;
    }
  };
  await walk('');
  return {
    entries,
    kind: 'folder',
    unzippedBytes,
    zippedBytes: null,
    source: createCodeReader(folder),
    bytes: (path, bytesMax) => firstBytes(join(folder, path), bytesMax),
  };
}

function firstBytes(file: string, bytesMax: number): Uint8Array | null {
  try {
    const bytes = Buffer.alloc(Math.min(bytesMax, statSync(file).size));
    const opened = openSync(file, 'r');
    try {
      return bytes.subarray(0, readSync(opened, bytes));
    } finally {
      closeSync(opened);
    }
  } catch {
    // Unreadable here too: its mode is told anyway.
    return null;
  }
}
