// Where an import of the package's own code leads, as Node.js resolves it: to a file, to a package, or to nothing.
import { isBuiltin } from 'node:module';
import type { PackageFact } from '../../case.ts';
import { normalisePath, type SourceReader } from '../../source/source-reader.ts';
import { packageName } from '../../causes/package/import-fault.ts';

export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  /** A folder of node_modules. */
  | { readonly kind: 'package'; readonly name: string; readonly folder: string }
  | { readonly kind: 'missing'; readonly name: string; readonly isOwnFile: boolean }
  /** Part of Node.js, or a form that reading does not follow. */
  | { readonly kind: 'elsewhere' };

export interface PackageTree {
  readonly files: ReadonlyMap<string, PackageFact>;
  readonly folders: ReadonlySet<string>;
  readonly source: SourceReader;
}

export function treeOf(files: ReadonlyMap<string, PackageFact>, source: SourceReader): PackageTree {
  const folders = new Set<string>();
  for (const path of files.keys()) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { files, folders, source };
}

const extensions = ['', '.js', '.json', '.node', '.mjs', '.cjs'];

/** An `import` takes a path as it stands; `require` adds extensions and looks into folders. */
export function resolveImport(
  tree: PackageTree,
  from: string,
  specifier: string,
  isEsModule: boolean,
): Resolution {
  if (specifier.startsWith('./') || specifier.startsWith('../') || specifier === '.' || specifier === '..') {
    const path = normalisePath(`${from}/../${decoded(specifier)}`);
    const found = fileAt(tree, path, isEsModule);
    return found === null
      ? { kind: 'missing', name: specifier, isOwnFile: true }
      : { kind: 'file', path: found };
  }
  // `#name` is looked up in package.json; an absolute path leads to a layer, or to another machine.
  if (
    specifier.startsWith('#') ||
    specifier.startsWith('/') ||
    specifier.includes(':') ||
    isBuiltin(specifier)
  )
    return { kind: 'elsewhere' };
  const name = packageName(specifier);
  const folder = packageFolder(tree, from, name);
  return folder === null ? { kind: 'missing', name, isOwnFile: false } : { kind: 'package', name, folder };
}

function decoded(specifier: string): string {
  const path = specifier.split(/[?#]/, 1)[0]!;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fileAt(tree: PackageTree, path: string, isEsModule: boolean): string | null {
  if (isEsModule) return tree.files.has(path) ? path : null;
  for (const extension of extensions) if (tree.files.has(path + extension)) return path + extension;
  if (!tree.folders.has(path) && path !== '') return null;
  const main = readPackageJson(tree.source, path)?.main;
  const candidates =
    main === undefined ? [] : extensions.map((extension) => normalisePath(`${path}/${main}${extension}`));
  for (const each of [
    ...candidates,
    ...extensions.slice(1).map((extension) => normalisePath(`${path}/index${extension}`)),
  ])
    if (tree.files.has(each)) return each;
  // A main that is a folder: enough is there.
  return main !== undefined && tree.folders.has(normalisePath(`${path}/${main}`)) ? path : null;
}

/** node_modules beside the file, and beside every folder above it. */
export function packageFolder(tree: PackageTree, from: string, name: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (let count = parts.length; count >= 0; count--) {
    if (parts[count - 1] === 'node_modules') continue;
    const folder = normalisePath(`${parts.slice(0, count).join('/')}/node_modules/${name}`);
    if (tree.folders.has(folder) || tree.files.has(folder)) return folder;
  }
  return null;
}

export interface PackageJson {
  readonly main?: string;
  readonly type?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Of a folder, '' the top; null where there is none or it cannot be read. */
export function readPackageJson(source: SourceReader, folder: string): PackageJson | null {
  const text = source.read(normalisePath(`${folder}/package.json`));
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : null;
  } catch {
    return null;
  }
}

/** How Node.js takes a file: by its extension, else by the nearest package.json. */
export function formatOf(source: SourceReader, path: string): 'module' | 'commonjs' | 'unmarked' {
  if (path.endsWith('.mjs')) return 'module';
  if (path.endsWith('.cjs')) return 'commonjs';
  const parts = path.split('/').slice(0, -1);
  for (let count = parts.length; count >= 0; count--) {
    const json = readPackageJson(source, parts.slice(0, count).join('/'));
    if (json !== null)
      return json.type === 'module' ? 'module' : json.type === 'commonjs' ? 'commonjs' : 'unmarked';
    if (parts[count - 1] === 'node_modules') break;
  }
  return 'unmarked';
}
