// The one folder in which everything lives that outlasts the process, or memory in its place (DESIGN D6).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import { openBlobs, type Blobs } from './blobs.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { openSqliteTelemetry } from './sqlite/sqlite-telemetry.ts';
import type { Store } from './store.ts';
import type { TelemetryStore } from './telemetry-store.ts';

/** What tells a data folder from a folder of code: it is left out of packages. */
export const documentsFileName = 'varco.sqlite';

export interface DataFolder {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly telemetry: TelemetryStore;
  /** Path of a file of this name in the folder; null in memory. */
  file(name: string): string | null;
  close(): Promise<void>;
}

/**
 * Opens the folder, or makes it; one process has it at a time.
 *
 * @param folder null keeps everything in memory
 * @throws UserError where it cannot be made, is in use by another process, or was written by a newer Varco
 */
export function openDataFolder(folder: string | null): DataFolder {
  if (folder !== null) makeFolder(folder);
  const file = (name: string): string | null => (folder === null ? null : join(folder, name));
  const store = openSqliteStore({ file: file(documentsFileName) });
  const telemetry = openSqliteTelemetry({ file: file('telemetry.sqlite') });
  return {
    store,
    blobs: openBlobs(file('blobs')),
    telemetry,
    file,
    async close() {
      await telemetry.close();
      await store.close();
    },
  };
}

/** Only the owner may look in, for functions' environment variables are there; and no repository takes it in. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, '.gitignore'), '*\n');
  } catch (cause) {
    throw new UserError(
      `The data folder ${folder} cannot be written (${messageOf(cause)}): choose another with --data, or keep nothing with --ephemeral.`,
      { cause },
    );
  }
}
