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

/** `pydantic_core._pydantic_core`, `_cffi_backend`: the last part of a C extension's name starts with `_`. */
export function isNative({ family, missing }: ImportFault): boolean {
  return family === 'python' && missing.split('.').at(-1)!.startsWith('_') && !standardLibrary.has(missing);
}

export function isNativeStandardLibrary({ family, missing }: ImportFault): boolean {
  return family === 'python' && standardLibrary.has(missing);
}
