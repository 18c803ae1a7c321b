// A zip file as a code package: its entries with the modes that Lambda would give them, checked before anything is written.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { messageOf, UserError } from '../../core/errors.ts';
import { packageEntriesMax, packageUnzippedBytesMax } from '../../core/limits.ts';
import { type PackageEntry, PackageTooLargeError } from '../package.ts';
import type { LayOut } from './lay-out.ts';
import { inOrder, leadsOut, normalised, whyNotInside } from './package-path.ts';

export interface ZipContent extends LayOut {
  /** Base64 SHA-256 of the zip, as CodeSha256 on AWS. */
  readonly sha256: string;
  /** Of the zip, as CodeSize on AWS. */
  readonly sizeBytes: number;
}

/** High byte of "version made by": systems whose archives carry Unix modes. */
const madeByUnix: ReadonlySet<number> = new Set([3, 19]);
const fileTypeMask = 0o170000;
const linkType = 0o120000;
const folderType = 0o040000;
/** A link's target is a path. */
const linkTargetBytesMax = 4096;

/**
 * @param zip its bytes, or its path
 * @param name for messages
 * @throws UserError where it is no zip, too large, encrypted, or an entry does not stay inside
 */
export async function readZip(zip: Uint8Array | string, name: string): Promise<ZipContent> {
  const bytes =
    typeof zip === 'string'
      ? await readZipFile(zip)
      : Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const broken = (error: unknown): UserError =>
    error instanceof UserError
      ? error
      : new UserError(`${name} is not a zip file that can be read: ${messageOf(error)}. Make it again.`, {
          cause: error,
        });
  try {
    const found = await listEntries(bytes, name);
    const links = new Map<string, string>();
    for (const { entry, file } of found.values()) {
      if (entry.type === 'symlink') links.set(entry.path, (await readSmall(await file())).toString());
    }
    for (const path of links.keys()) {
      if (leadsOut(path, links))
        throw new UserError(`${name} holds the link ${path}, which leads out of the package: leave it out.`);
    }
    return {
      sha256: createHash('sha256').update(bytes).digest('base64'),
      sizeBytes: bytes.length,
      entries: inOrder([...found.values()].map(({ entry }) => entry)),
      links,
      writeFile: async (entry, path) => {
        const { file, crc } = found.get(entry.path)!;
        try {
          await pipeline(await file(), checkSum(crc, entry.path), createWriteStream(path, { flags: 'wx' }));
        } catch (error) {
          throw broken(error);
        }
      },
    };
  } catch (error) {
    throw broken(error);
  }
}

interface FoundEntry {
  readonly entry: PackageEntry;
  readonly crc: number;
  readonly file: () => Promise<Readable>;
}

async function readZipFile(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= packageUnzippedBytesMax) return await readFile(path);
  } catch (error) {
    throw new UserError(`The zip file ${path} cannot be read: correct its path.`, { cause: error });
  }
  throw new UserError(
    `${path} is larger than ${packageUnzippedBytesMax} bytes: leave out what the function does not need.`,
  );
}

function listEntries(bytes: Buffer, name: string): Promise<Map<string, FoundEntry>> {
  return new Promise((resolve, reject) => {
    // Names are decoded and checked here; yauzl keeps entries from yielding more bytes than they announce.
    yauzl.fromBuffer(bytes, { lazyEntries: true, decodeStrings: false, autoClose: false }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const found = new Map<string, FoundEntry>();
      let unzippedBytes = 0;
      zip.on('error', reject);
      zip.on('end', () => resolve(found));
      zip.on('entry', (item) => {
        try {
          unzippedBytes += item.uncompressedSize;
          take(zip, item, name, found);
          checkBounds(name, found.size, unzippedBytes);
          zip.readEntry();
        } catch (refusal) {
          reject(refusal);
        }
      });
      zip.readEntry();
    });
  });
}

function take(zip: yauzl.ZipFile, item: yauzl.Entry, name: string, found: Map<string, FoundEntry>): void {
  const fileName = nameOf(item);
  const why = whyNotInside(fileName);
  if (why !== null)
    throw new UserError(`${name} holds the entry ${fileName}, which ${why}: make the zip again.`);
  if (item.isEncrypted()) throw new UserError(`${name} is encrypted: make it without a password.`);
  const path = normalised(fileName);
  if (path === '') return;
  const { mode, type } = modeOf(item, fileName);
  const before = found.get(path);
  if (before !== undefined) {
    if (type === 'directory' && before.entry.type === 'directory') return;
    throw new UserError(`${name} holds the entry ${path} twice: make the zip again.`);
  }
  if (type === 'symlink' && item.uncompressedSize > linkTargetBytesMax) {
    throw new UserError(
      `${name} holds the link ${path} with a target of ${item.uncompressedSize} bytes: leave it out.`,
    );
  }
  found.set(path, {
    entry: { path, type, mode, sizeBytes: type === 'file' ? item.uncompressedSize : 0 },
    crc: item.crc32,
    file: () =>
      new Promise((resolve, reject) => {
        zip.openReadStream(item, (error, stream) => (error === null ? resolve(stream) : reject(error)));
      }),
  });
}

/** Backslashes are kept: they are part of the name where Lambda unzips. */
function nameOf(item: yauzl.Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = item;
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

/**
 * A zip made on Unix says its modes, and they count even where they are 0, as some writers leave them (reports: Python's
 * ZipInfo, `EACCES`/`No module named`). One made on Windows says none: what AWS takes then is not documented. People who
 * zip with Windows' own tools run Node.js and Python functions and miss only the executable bit, so 0644 and 0755.
 */
function modeOf(item: yauzl.Entry, fileName: string): Pick<PackageEntry, 'mode' | 'type'> {
  const system = item.versionMadeBy >> 8;
  const unix = item.externalFileAttributes >>> 16;
  const isFolder = fileName.endsWith('/') || (unix & fileTypeMask) === folderType;
  // Some writers put a Unix mode, with its file type, into an archive that says FAT.
  const saysMode = madeByUnix.has(system) || (unix & fileTypeMask) !== 0;
  if (!saysMode) return isFolder ? { mode: 0o755, type: 'directory' } : { mode: 0o644, type: 'file' };
  if (isFolder) return { mode: unix & 0o777, type: 'directory' };
  return { mode: unix & 0o777, type: (unix & fileTypeMask) === linkType ? 'symlink' : 'file' };
}

function checkBounds(name: string, entries: number, unzippedBytes: number): void {
  if (entries > packageEntriesMax) {
    throw new UserError(
      `${name} holds more than ${packageEntriesMax} entries: leave out what the function does not need.`,
    );
  }
  if (unzippedBytes > packageUnzippedBytesMax) {
    throw new PackageTooLargeError(
      `${name} unzips to more than ${packageUnzippedBytesMax} bytes, which is what Lambda takes: leave out what the function does not need.`,
      packageUnzippedBytesMax,
    );
  }
}

/** yauzl does not compare check sums. */
function checkSum(expected: number, path: string): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      sum = crc32(chunk, sum);
      callback(null, chunk);
    },
    flush(callback) {
      callback(sum === expected >>> 0 ? null : new Error(`the check sum of ${path} is wrong`));
    },
  });
}

async function readSmall(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
