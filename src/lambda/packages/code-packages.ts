// The code versions that functions run, by content address, and the folders they are laid out in.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CodePackage, CodePackages } from '../package.ts';
import { type LayOut, layOut } from './lay-out.ts';
import { readFolder } from './read-folder.ts';
import { readZip } from './read-zip.ts';
import { makeOpenFolder, removeTree } from './work-folders.ts';

/** What the service needs beside what other rooms see. */
export interface KeptCodePackages extends CodePackages {
  /** Forgets a version that no function has any more, and removes what was laid out. */
  drop(sha256: string): Promise<void>;
}

interface Content extends LayOut {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * What a version runs is frozen: a zip is laid out when it is taken in, a folder's own files are held in memory until the
 * first invocation lays them out (read-folder.ts), and nobody writes to what is laid out.
 * @param folder for laid-out packages, of this process alone
 */
export function createCodePackages(folder: string): KeptCodePackages {
  const packages = new Map<string, CodePackage>();
  const unread = new Map<string, () => Promise<CodePackage | null>>();

  const folderOf = (sha256: string): string => join(folder, Buffer.from(sha256, 'base64').toString('hex'));

  const keep = (content: Content, origin: CodePackage['origin']): CodePackage => {
    const known = packages.get(content.sha256);
    if (known !== undefined) return known;
    const target = folderOf(content.sha256);
    let laidOut: Promise<string> | null = null;
    /** Let go once it is laid out, for it may hold a zip or a folder's files. */
    let pending: LayOut | null = content;
    const kept: CodePackage = {
      sha256: content.sha256,
      sizeBytes: content.sizeBytes,
      entries: content.entries,
      origin,
      materialise() {
        laidOut ??= (async () => {
          makeOpenFolder(folder);
          if (!existsSync(target)) await layOut(target, pending!);
          pending = null;
          return target;
        })().catch(async (error: unknown) => {
          laidOut = null;
          await removeTree(`${target}.partial`);
          throw error;
        });
        return laidOut;
      },
    };
    packages.set(content.sha256, kept);
    return kept;
  };

  const fromZip: CodePackages['fromZip'] = async (zip, origin) => {
    const isFile = typeof zip === 'string';
    const content = await readZip(zip, isFile ? zip : 'The zip');
    const kept = keep(content, origin ?? (isFile ? { kind: 'zip', path: resolve(zip) } : null));
    try {
      await kept.materialise();
    } catch (error) {
      packages.delete(content.sha256);
      throw error;
    }
    return kept;
  };

  return {
    async fromFolder(path) {
      return keep(await readFolder(path), { kind: 'folder', path: resolve(path) });
    },
    fromZip,
    get: (sha256) => packages.get(sha256) ?? null,
    find: async (sha256) => packages.get(sha256) ?? (await unread.get(sha256)?.()) ?? null,
    putOff(sha256, read) {
      if (packages.has(sha256)) return;
      let reading: Promise<CodePackage | null> | null = null;
      unread.set(sha256, () => {
        reading ??= (async () => {
          const zip = await read();
          const code = zip === null ? null : await fromZip(zip);
          unread.delete(sha256);
          return code;
        })().finally(() => {
          reading = null;
        });
        return reading;
      });
    },
    async drop(sha256) {
      unread.delete(sha256);
      packages.delete(sha256);
      await removeTree(folderOf(sha256));
    },
    async close() {
      unread.clear();
      packages.clear();
      await removeTree(folder);
    },
  };
}
