// The folder in which one running service keeps laid-out packages, runtimes and temporary folders.
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../core/errors.ts';
import { makeOwnFolder, removeStaleFolders } from './packages/work-folders.ts';

/**
 * A folder for this process alone, with its real path: links would show in stack traces. What killed processes left is
 * removed meanwhile. Functions of a Varco that runs as root run as another user, to whom root's own folders are closed.
 * @throws UserError where it cannot be made
 */
export function makeWorkFolder(parent: string): string {
  try {
    mkdirSync(parent, { recursive: true });
    const real = realpathSync(parent);
    const usable = process.getuid?.() === 0 && !isOpenToAll(real) ? realpathSync(tmpdir()) : real;
    void removeStaleFolders(usable);
    return makeOwnFolder(usable);
  } catch (error) {
    throw new UserError(`The folder ${parent} cannot be used for functions: choose another.`, {
      cause: error,
    });
  }
}

function isOpenToAll(path: string): boolean {
  for (let folder = path; existsSync(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
  return false;
}
