// Where functions' code is laid out while Varco runs: outside every project, and nobody else's.
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One folder for each user of the machine, below the system's temporary one: a package.json above it would change how a
 * function's files are read. What another user put in its place is left alone, and a fresh folder taken.
 */
export function userFolder(): string {
  const userId = process.getuid?.();
  const folder = join(tmpdir(), userId === undefined ? 'varco' : `varco-${userId}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (found.isDirectory() && (userId === undefined || found.uid === userId)) return folder;
  return mkdtempSync(join(tmpdir(), 'varco-'));
}
