// A package as a zip again: its files as they are laid out, with their modes.
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type AsyncZippable, zip } from 'fflate';
import type { CodePackage } from '../package.ts';

const madeByUnix = 3;
const types = { file: 0o100000, directory: 0o040000, symlink: 0o120000 } as const;
/** The oldest date that a zip can hold: the same content gives the same bytes. */
const oldest = new Date(1980, 0, 1);

/** Rejects where a file cannot be read by whoever runs Varco. */
export async function zipOf(code: CodePackage): Promise<Uint8Array> {
  const folder = await code.materialise();
  const files: AsyncZippable = {};
  for (const { path, type, mode } of code.entries) {
    const here = join(folder, path);
    const content =
      type === 'directory'
        ? new Uint8Array()
        : type === 'symlink'
          ? Buffer.from(await readlink(here))
          : await readFile(here);
    const attrs = (((types[type] | mode) << 16) | (type === 'directory' ? 0x10 : 0)) >>> 0;
    files[type === 'directory' ? `${path}/` : path] = [content, { attrs, os: madeByUnix, mtime: oldest }];
  }
  return new Promise((resolve, reject) => {
    zip(files, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}
