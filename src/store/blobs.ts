// The port behind which large bytes live: code packages, layers, S3 objects. Kept by content, so nothing is stored twice.
import { createHash } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface Blobs {
  /** Keeps the bytes; durable when the promise resolves. @returns Their SHA-256 in base64. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or null where none have this address. */
  get(sha256: string): Promise<Uint8Array | null>;
  has(sha256: string): Promise<boolean>;
  /** Forgets them; nothing happens where there are none. */
  delete(sha256: string): Promise<void>;
}

/**
 * @param folder Where the bytes are kept; null keeps them in memory, until the process ends.
 */
export function openBlobs(folder: string | null): Blobs {
  return folder === null ? inMemory() : inFolder(folder);
}

function addressOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

function inMemory(): Blobs {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (bytes) => {
      const sha256 = addressOf(bytes);
      if (!kept.has(sha256)) kept.set(sha256, Uint8Array.from(bytes));
      return sha256;
    },
    get: async (sha256) => kept.get(sha256) ?? null,
    has: async (sha256) => kept.has(sha256),
    delete: async (sha256) => void kept.delete(sha256),
  };
}

/** One file each, named by its address in hex, written beside its place and moved there: it is whole or not there. */
function inFolder(folder: string): Blobs {
  const fileOf = (sha256: string): string => join(folder, Buffer.from(sha256, 'base64').toString('hex'));
  let writes = 0;
  return {
    async put(bytes) {
      const sha256 = addressOf(bytes);
      const file = fileOf(sha256);
      if (await exists(file)) return sha256;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const partial = `${file}.${process.pid}.${writes++}.partial`;
      try {
        const handle = await open(partial, 'w', 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(partial, file);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return sha256;
    },
    async get(sha256) {
      try {
        return await readFile(fileOf(sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    has: (sha256) => exists(fileOf(sha256)),
    delete: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
