// What a compiled file is built for, read off its first bytes and its tables of names.

export type BinaryFormat = 'elf' | 'mach-o' | 'pe';

export interface Binary {
  readonly format: BinaryFormat;
  /** ELF only: `x86_64`, `arm64`, or the machine's number. */
  readonly machine: string | null;
  /** ELF only: the newest glibc whose symbols it asks for. */
  readonly glibc: string | null;
  /** ELF only: linked with musl. */
  readonly isMusl: boolean;
}

/** Chosen: enough for the version table of most extension modules; those of larger ones are looked for no further. */
export const binaryBytesMax = 67_108_864;

const machines: Readonly<Record<number, string>> = { 3: 'i386', 40: 'arm', 62: 'x86_64', 183: 'arm64' };

/** Null for what is no compiled file. */
export function readBinary(bytes: Uint8Array): Binary | null {
  if (bytes.length < 20) return null;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = head.readUInt32BE(0);
  if (magic === 0x7f454c46) return readElf(head);
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe].includes(magic)) {
    // A Java class starts as a fat Mach-O does; the count of architectures behind it is small, a class's version is not.
    if (magic === 0xcafebabe && head.readUInt32BE(4) > 30) return null;
    return { format: 'mach-o', machine: null, glibc: null, isMusl: false };
  }
  if (head.readUInt16BE(0) === 0x4d5a) return { format: 'pe', machine: null, glibc: null, isMusl: false };
  return null;
}

function readElf(head: Buffer): Binary {
  const isLittleEndian = head[5] === 1;
  const code = isLittleEndian ? head.readUInt16LE(18) : head.readUInt16BE(18);
  return {
    format: 'elf',
    machine: machines[code] ?? `machine ${code}`,
    glibc: newestGlibc(head),
    isMusl: head.includes('libc.musl-') || head.includes('ld-musl-'),
  };
}

/** The versions a file needs stand as `GLIBC_2.28` in its table of names. */
function newestGlibc(bytes: Buffer): string | null {
  let newest: string | null = null;
  const mark = Buffer.from('GLIBC_2.');
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    const minor = /^\d+/.exec(bytes.toString('latin1', at + mark.length, at + mark.length + 3))?.[0];
    if (minor !== undefined && (newest === null || isNewer(`2.${minor}`, newest))) newest = `2.${minor}`;
  }
  return newest;
}

/** `2.34` is newer than `2.4`. */
export function isNewer(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major !== otherMajor ? major > otherMajor : minor > otherMinor;
}
