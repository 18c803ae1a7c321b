// The extensions that a function's layers bring along: the files of /opt/extensions, each a program of its own.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionsMax } from '../../core/limits.ts';

export interface ExternalExtension {
  /** Its file's name, by which it registers. */
  readonly name: string;
  readonly isExecutable: boolean;
}

/** @param layersFolder what becomes /opt; null where there are no layers */
export async function findExternalExtensions(
  layersFolder: string | null,
): Promise<readonly ExternalExtension[]> {
  if (layersFolder === null) return [];
  const folder = join(layersFolder, 'extensions');
  const names = await readdir(folder).catch(() => []);
  const found: ExternalExtension[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const entry = await stat(join(folder, name));
    // Laid out, every entry has the *other* bits for everybody.
    if (entry.isFile()) found.push({ name, isExecutable: (entry.mode & 0o001) !== 0 });
  }
  return found.slice(0, extensionsMax);
}
