// Laying a laid-out package into a second folder by hard links: the same files, in a place that was there before.
import { chmodSync, linkSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PackageEntry } from '../package.ts';
import { folderMode, modeForAll } from './lay-out.ts';

/** @throws Error of the file system, for instance where the folders are on two devices */
export function linkPackage(entries: readonly PackageEntry[], from: string, to: string): void {
  const modes = new Map<string, number>();
  const makeFolder = (path: string): void => {
    if (path === '.' || modes.has(path)) return;
    makeFolder(dirname(path));
    mkdirSync(join(to, path), { mode: 0o700 });
    modes.set(path, folderMode);
  };
  for (const { path, type, mode } of entries) {
    makeFolder(type === 'directory' ? path : dirname(path));
    if (type === 'directory') modes.set(path, modeForAll(mode));
    else if (type === 'file') linkSync(join(from, path), join(to, path));
    else symlinkSync(readlinkSync(join(from, path)), join(to, path));
  }
  // The innermost first: behind a closed door nothing can be changed.
  for (const [path, mode] of [...modes].toReversed()) chmodSync(join(to, path), mode);
}
