// A published version: a copy of `$LATEST` that never changes, under the next number.
import { isDeepStrictEqual } from 'node:util';
import type { FunctionConfiguration, FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';

/**
 * The document with `$LATEST` published; unchanged where the newest version already is what `$LATEST` is (recorded).
 *
 * @param description The version's own; undefined takes that of `$LATEST`.
 */
export function withVersion(
  document: FunctionDocument,
  description: string | undefined,
  context: OperationContext,
): FunctionDocument {
  const { latest } = document;
  const newest = newestVersion(document);
  if (newest !== undefined && isSame(latest, newest)) return document;
  const number = lastVersion(document) + 1;
  const version: FunctionConfiguration = {
    ...latest,
    version: String(number),
    description: description ?? latest.description,
    revisionId: context.ids.uuid(),
  };
  return {
    ...document,
    // Publishing changes the revision of `$LATEST` too (recorded).
    latest: { ...latest, revisionId: context.ids.uuid() },
    versions: { ...document.versions, [version.version]: version },
    lastVersion: number,
  };
}

/** The version with the highest number, or undefined where there is none. */
export function newestVersion(document: FunctionDocument): FunctionConfiguration | undefined {
  return sortedVersions(document).at(-1);
}

/** By number, oldest first. */
export function sortedVersions(document: FunctionDocument): readonly FunctionConfiguration[] {
  return Object.values(document.versions).toSorted(
    (one, other) => Number(one.version) - Number(other.version),
  );
}

/** Numbers are never given twice, also when the newest version was deleted. */
function lastVersion(document: FunctionDocument): number {
  return Math.max(document.lastVersion ?? 0, Number(newestVersion(document)?.version ?? 0));
}

/** A version's own members aside. */
function isSame(latest: FunctionConfiguration, version: FunctionConfiguration): boolean {
  const { revisionId, lastModified, description } = latest;
  return isDeepStrictEqual(latest, {
    ...version,
    version: latest.version,
    revisionId,
    lastModified,
    description,
  });
}
