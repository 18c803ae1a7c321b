// Folders that Varco makes for sandboxes: open to whatever user functions run as, and gone again when no longer used.
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Readable to every user, whatever the umask. */
export function makeOpenFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}

/** Removes a folder and all in it, also where a package's modes forbid its owner to. */
export async function removeTree(path: string): Promise<void> {
  // Root needs no door opened. Trying without first would leave removals under way when one of them fails.
  if (process.getuid?.() !== 0) await openUp(path);
  await rm(path, { recursive: true, force: true });
}

async function openUp(folder: string): Promise<void> {
  const entries = await chmod(folder, 0o700).then(
    () => readdir(folder, { withFileTypes: true }),
    () => [],
  );
  for (const entry of entries) {
    if (entry.isDirectory()) await openUp(join(folder, entry.name));
  }
}

/** A folder for this process alone, named after it: `varco-lambda-{pid}-{random}`. */
export function makeOwnFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, `varco-lambda-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** What killed processes left: folders whose process is no more. Those of other users are none of ours. */
export async function removeStaleFolders(parent: string): Promise<void> {
  // A folder that cannot be listed can still be used.
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = /^varco-lambda-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(parent, name);
    try {
      const { uid } = await lstat(folder);
      if (process.getuid === undefined || uid === process.getuid()) await removeTree(folder);
    } catch {
      // Left for the next start where it cannot be removed now.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
