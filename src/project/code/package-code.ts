// From where a function's code is to a package of Lambda's: a folder or zip as it is, TypeScript bundled first.
import { zipSync } from 'fflate';
import type { CodePackage, CodePackages } from '../../lambda/package.ts';
import type { FunctionCode } from './function-code.ts';
import type { TypeScriptEntry } from './typescript-entry.ts';

const readableByAll = 0o100644 << 16;
const madeByUnix = 3;

/** A package, and its zip where Varco made it. */
export interface PackagedCode {
  readonly code: CodePackage;
  readonly zip: Uint8Array | null;
}

/** @throws UserError where the code cannot be read, is too large, or TypeScript does not compile */
export async function packageCode(
  code: FunctionCode,
  entry: TypeScriptEntry | null,
  packages: CodePackages,
): Promise<PackagedCode> {
  const files = await filesOf(code, entry);
  if (files !== null) {
    const zip = zipOf(files);
    const origin = entry === null ? undefined : ({ kind: 'bundle', path: entry.folder } as const);
    return { code: await packages.fromZip(zip, origin), zip };
  }
  const { kind, path } = code as Exclude<FunctionCode, { kind: 'inline' }>;
  return { code: await (kind === 'folder' ? packages.fromFolder(path) : packages.fromZip(path)), zip: null };
}

/** What is not on disk as it is to run; null where it is. */
async function filesOf(
  code: FunctionCode,
  entry: TypeScriptEntry | null,
): Promise<Readonly<Record<string, Uint8Array>> | null> {
  if (entry !== null) return (await import('./bundle.ts')).bundle(entry);
  return code.kind === 'inline' ? { [code.fileName]: new TextEncoder().encode(code.text) } : null;
}

/** The same files give the same package. */
function zipOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const options = { attrs: readableByAll, os: madeByUnix, mtime: new Date(1980, 0, 1) };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [bytes, options]])));
}
