// A deployment package as the rules look at it: its entries with their modes, and bytes where they are asked for.
import type { PackageFact } from '../../case.ts';
import type { SourceReader } from '../../source/source-reader.ts';

export interface PackageContents {
  /** Folders too, where the package lists them. */
  readonly entries: readonly PackageFact[];
  /** `folder`: modes are those of the machine, which a build may change before it zips. */
  readonly kind: 'zip' | 'folder';
  /** Of all files together; null where it is not known. */
  readonly unzippedBytes: number | null;
  /** Of the zip. */
  readonly zippedBytes: number | null;
  readonly source: SourceReader;
  /** The first bytes of a file, at most `bytesMax`; null where there is none. */
  bytes(path: string, bytesMax: number): Uint8Array | null;
}

/** What is known of the function whose package it is. */
export interface PackagedFunction {
  readonly name?: string | undefined;
  readonly runtime: string;
  /** Undefined: `provided.*`, or not known. */
  readonly handler?: string | undefined;
  readonly architecture: 'x86_64' | 'arm64';
  /** True where layers, or a layer's folder, may hold what the package does not. */
  readonly hasLayers: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder is not yet what will be packaged: a build installs what is declared, and compiles what is compiled. */
  readonly isInstalledByBuild?: (name: string) => boolean;
  /** A bundler takes in what is imported. */
  readonly isBundledByBuild?: true;
}

export function filesOf({ entries }: PackageContents): ReadonlyMap<string, PackageFact> {
  return new Map(
    entries.flatMap((entry) => (entry.type === 'directory' ? [] : [[entry.path, entry] as const])),
  );
}
