// A zip in memory: its entries with their modes, and the text of an entry when it is asked for.
import { inflateRawSync } from 'node:zlib';
import {
  doctorSourceMapCharactersMax,
  packageEntriesMax,
  packageUnzippedBytesMax,
} from '../../core/limits.ts';
import type { PackageFact } from '../case.ts';
import type { PackagePicture } from './function-picture.ts';

interface Entry extends PackageFact {
  /** Where its record in the zip's list begins. */
  readonly at: number;
  readonly offset: number;
  readonly zippedBytes: number;
  readonly bytes: number;
  readonly isDeflated: boolean;
}

/** @throws Error where it is no zip that can be read */
export function openZip(zip: Uint8Array, name: string): PackagePicture {
  const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const entries = readDirectory(buffer);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const contentOf = (path: string, bytesMax: number): Buffer | null => {
    const entry = byPath.get(path);
    return entry?.type !== 'file' || entry.bytes > bytesMax ? null : unzipped(buffer, entry);
  };
  return {
    kind: 'zip',
    zip,
    zippedBytes: zip.length,
    unzippedBytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    entries: entries.map(({ path, type, mode }) => ({ path, type, mode })),
    source: {
      read: (path) => contentOf(path, doctorSourceMapCharactersMax)?.toString('utf8') ?? null,
      displayPath: (path) => `${name}: ${path}`,
      isEditable: false,
    },
    bytes: (path, bytesMax) => contentOf(path, packageUnzippedBytesMax)?.subarray(0, bytesMax) ?? null,
  };
}

/** The same zip, but for the modes of some entries: nothing is compressed anew. */
export function withModes(zip: Uint8Array, modes: ReadonlyMap<string, number>): Uint8Array {
  const changed = Buffer.from(zip);
  for (const { path, type, at } of readDirectory(changed)) {
    const mode = modes.get(path);
    if (mode === undefined) continue;
    changed.writeUInt8(unixMaker, at + 5);
    changed.writeUInt16LE((type === 'directory' ? directoryType : fileType) | mode, at + 40);
  }
  return changed;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const commentBytesMax = 65_535;

function readDirectory(zip: Buffer): readonly Entry[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  // AWS takes no zip64 packages: the counts have room for what Lambda admits.
  for (let index = 0; index < count && index < packageEntriesMax; index++) {
    if (at + entryBytes > zip.length || zip.readUInt32LE(at) !== entrySignature)
      throw new Error('the zip’s list of entries is damaged');
    const nameBytes = zip.readUInt16LE(at + 28);
    const path = zip.toString('utf8', at + entryBytes, at + entryBytes + nameBytes);
    entries.push(entryAt(zip, at, path));
    at += entryBytes + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(zip: Buffer): number {
  const least = Math.max(0, zip.length - endBytes - commentBytesMax);
  for (let at = zip.length - endBytes; at >= least; at--) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('it is no zip');
}

/** High byte of "version made by": systems whose archives carry Unix modes. */
const madeByUnix: ReadonlySet<number> = new Set([3, 19]);
const unixMaker = 3;
const typeMask = 0o170_000;
const fileType = 0o100_000;
const symlinkType = 0o120_000;
const directoryType = 0o040_000;

function entryAt(zip: Buffer, at: number, path: string): Entry {
  const unixMode = zip.readUInt32LE(at + 38) >>> 16;
  const isUnix = madeByUnix.has(zip.readUInt8(at + 5)) && unixMode !== 0;
  const isDirectory = path.endsWith('/') || (isUnix && (unixMode & typeMask) === directoryType);
  const isSymlink = isUnix && (unixMode & typeMask) === symlinkType;
  return {
    path: path.endsWith('/') ? path.slice(0, -1) : path,
    type: isDirectory ? 'directory' : isSymlink ? 'symlink' : 'file',
    // A zip made on Windows has no modes; Lambda gives its files such as everybody may read.
    at,
    mode: isUnix ? unixMode & 0o777 : isDirectory ? 0o755 : 0o644,
    isDeflated: zip.readUInt16LE(at + 10) === 8,
    zippedBytes: zip.readUInt32LE(at + 20),
    bytes: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
  };
}

function unzipped(zip: Buffer, entry: Entry): Buffer | null {
  try {
    const start =
      entry.offset + localBytes + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
    const part = zip.subarray(start, start + entry.zippedBytes);
    return entry.isDeflated ? inflateRawSync(part, { maxOutputLength: Math.max(1, entry.bytes) }) : part;
  } catch {
    // A damaged entry: its place then stays unnamed.
    return null;
  }
}
