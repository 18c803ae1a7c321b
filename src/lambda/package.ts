// A deployment package as Lambda keeps one: an immutable code version, addressed by its content, with the modes that count.
import { UserError } from '../core/errors.ts';

/** A package that is larger, unzipped, than Lambda takes. */
export class PackageTooLargeError extends UserError {
  readonly bytesMax: number;

  constructor(sentence: string, bytesMax: number) {
    super(sentence);
    this.bytesMax = bytesMax;
  }
}

export interface PackageEntry {
  /** Relative, with forward slashes: `src/index.js`. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink';
  /** Unix permission bits, 0o000–0o777. The *other* bits decide what the function may read or execute. */
  readonly mode: number;
  readonly sizeBytes: number;
}

/** `bundle`: made from the sources in that folder, to which its source map leads. */
export interface PackageOrigin {
  readonly kind: 'folder' | 'zip' | 'bundle';
  readonly path: string;
}

export interface CodePackage {
  /** Base64 SHA-256, as `CodeSha256`. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly entries: readonly PackageEntry[];
  /** Where it came from on this machine, for words to the user only: a folder, or a zip file; null for bytes. */
  readonly origin: PackageOrigin | null;
  /**
   * The folder that becomes /var/task: laid out once, then shared by all sandboxes of this version. Each entry's mode is
   * its *other* bits for everybody, so that an unreadable entry is unreadable to whoever runs the function.
   */
  materialise(): Promise<string>;
}

export interface CodePackages {
  /** @throws UserError where the folder is missing, too large or holds a link that leads out of it. */
  fromFolder(path: string): Promise<CodePackage>;
  /** @throws UserError where it is no zip, too large, or an entry leads out of the package. */
  fromZip(zip: Uint8Array | string, origin?: PackageOrigin): Promise<CodePackage>;
  /** By content address; null where there is none, or none that has been read. */
  get(sha256: string): CodePackage | null;
  /** By content address, read now where that was put off. @throws UserError where it cannot be read */
  find(sha256: string): Promise<CodePackage | null>;
  /**
   * Makes a package known that is read when it is first asked for: a start does not wait for what nobody may invoke.
   *
   * @param read The bytes of its zip; null where they are gone.
   */
  putOff(sha256: string, read: () => Promise<Uint8Array | null>): void;
  /** Removes what was laid out. */
  close(): Promise<void>;
}
