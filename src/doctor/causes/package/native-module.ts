// Names of compiled modules: a missing one was built for another platform, or is the interpreter's own (TAXONOMY rule 2).
import type { ImportFault } from './import-fault.ts';

const standardLibrary = new Set([
  '_sqlite3',
  '_ctypes',
  '_bz2',
  '_lzma',
  '_ssl',
  '_hashlib',
  '_tkinter',
  '_curses',
  '_dbm',
  '_gdbm',
  '_uuid',
  '_posixshmem',
  'readline',
]);

/** Compiled modules whose names do not show it. */
const compiled = new Set([
  'lxml.etree',
  'numpy.core.multiarray',
  'cv2.cv2',
  'grpc._cython',
  'yarl._quoting_c',
  'MySQLdb._mysql',
]);

/** `pydantic_core._pydantic_core`, `_cffi_backend`: the last part of a C extension's name starts with `_`. */
export function isNative({ family, missing }: ImportFault): boolean {
  if (family !== 'python' || standardLibrary.has(missing)) return false;
  const parts = missing.split('.');
  const last = parts.at(-1)!;
  // Rust extensions are called as their package is: `orjson.orjson`.
  return (
    parts.some((part, index) => index > 0 && /^_[a-z]/.test(part)) ||
    last.startsWith('_') ||
    compiled.has(missing) ||
    (parts.length === 2 && parts[0] === last)
  );
}

export function isNativeStandardLibrary({ family, missing }: ImportFault): boolean {
  return family === 'python' && standardLibrary.has(missing);
}
