// Compiled modules of the package against the platform that will load them.
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { functionError, predict } from '../predict.ts';
import { binaryBytesMax, isNewer, readBinary, type Binary } from './binary.ts';
import { filesOf, type PackageContents, type PackagedFunction } from './contents.ts';
import { glibcOf, pythonTag } from './runtime-facts.ts';

/** Compiled files looked into, at most. */
const filesMax = 2000;
const quotedMax = 3;

/**
 * One finding for each library none of whose compiled files fits. Libraries that bring a file for every platform are
 * right as long as one of them fits.
 */
export function examineNativeModules(
  subject: Case,
  contents: PackageContents,
  called: PackagedFunction,
  language: Language,
): readonly Finding[] {
  const libraries = new Map<string, { readonly path: string; readonly fault: string | null }[]>();
  let count = 0;
  for (const path of filesOf(contents).keys()) {
    if (!isModule(path) || ++count > filesMax) continue;
    const bytes = contents.bytes(path, binaryBytesMax);
    const binary = bytes === null ? null : readBinary(bytes);
    if (binary === null) continue;
    const library = libraryOf(path);
    const files = libraries.get(library) ?? [];
    files.push({ path, fault: faultOf(path, binary, called) });
    libraries.set(library, files);
  }
  const findings: Finding[] = [];
  for (const files of libraries.values()) {
    if (files.some(({ fault }) => fault === null)) continue;
    const first = files[0]!;
    const more = files.length - quotedMax;
    const finding = predict(
      subject,
      {
        outcome: functionError('Error', `/var/task/${first.path}: invalid ELF header`),
        confidence: 0.9,
        evidence: [
          ...files.slice(0, quotedMax).map(({ path, fault }) => `${path}: ${fault}`),
          ...(more > 0 ? [`… +${more}`] : []),
          `${called.runtime}, ${called.architecture}`,
        ],
        place: null,
      },
      language,
    );
    if (finding !== null) findings.push(finding);
  }
  return findings;
}

function isModule(path: string): boolean {
  return (
    path.endsWith('.node') || /\.so(\.\d+)*$/.test(path) || path.endsWith('.pyd') || path.endsWith('.dylib')
  );
}

/** Null where the platform can load it. */
function faultOf(
  path: string,
  { format, machine, glibc, isMusl }: Binary,
  called: PackagedFunction,
): string | null {
  if (format !== 'elf') return format === 'mach-o' ? 'Mach-O (macOS)' : 'PE (Windows)';
  if (machine !== called.architecture) return `ELF ${machine}`;
  if (isMusl) return `ELF ${machine}, musl`;
  const tag = /\.(?:cpython|pypy)-?(\d+)/.exec(path)?.[1];
  const wanted = pythonTag(called.runtime);
  if (tag !== undefined && wanted !== null && tag !== wanted) return `CPython ${tag[0]}.${tag.slice(1)}`;
  const present = glibcOf(called.runtime);
  if (glibc !== null && present !== null && isNewer(glibc, present)) return `GLIBC_${glibc} > ${present}`;
  return null;
}

/** Scopes that hold one package a platform (`@img/sharp-linux-x64`, `@esbuild/darwin-arm64`) are one library. */
const platformScope = /^@[^/]+\/[^/]*(?:linux|darwin|win32|android|freebsd)/;

function libraryOf(path: string): string {
  const parts = path.split('/');
  const modules = parts.lastIndexOf('node_modules');
  if (modules === -1) return path.includes('.so') ? pythonLibrary(parts) : parts.slice(0, -1).join('/');
  const name = parts[modules + 1]!.startsWith('@')
    ? `${parts[modules + 1]}/${parts[modules + 2]}`
    : parts[modules + 1]!;
  const above = parts.slice(0, modules + 1).join('/');
  return platformScope.test(name) ? `${above}/${name.split('/')[0]}` : `${above}/${name}`;
}

/** `numpy/core/_x.cpython-311-….so` and the same module built for another version belong together; others each alone. */
function pythonLibrary(parts: readonly string[]): string {
  const name = parts.at(-1)!;
  return [...parts.slice(0, -1), name.slice(0, name.indexOf('.'))].join('/');
}
