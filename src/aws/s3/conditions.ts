// Requests that are to be answered only if the object is, or is not, as the client believes.
import { AwsError } from '../../core/errors.ts';
import { noSuchKey, preconditionFailed } from './errors.ts';
import type { ObjectDocument } from './model.ts';

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** In the order of RFC 9110 §13.2.2. @throws AwsError PreconditionFailed, NotModified */
export function assertReadConditions(object: ObjectDocument, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const modified = Math.floor(object.lastModifiedMs / 1000);
  const isAfter = (date: Date): boolean => modified > Math.floor(date.getTime() / 1000);
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && isAfter(IfUnmodifiedSince))
    throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object)) throw notModified();
  } else if (IfModifiedSince !== undefined && !isAfter(IfModifiedSince)) throw notModified();
}

/** @param existing What the write would replace. @throws AwsError PreconditionFailed, NoSuchKey */
export function assertWriteConditions(
  existing: ObjectDocument | null,
  key: string,
  { IfMatch, IfNoneMatch }: ReadConditions,
): void {
  if (IfNoneMatch !== undefined && existing !== null && matches(IfNoneMatch, existing))
    throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (existing === null) throw noSuchKey(key);
  if (!matches(IfMatch, existing)) throw preconditionFailed('If-Match');
}

/** `*`, or a list of tags with or without quotes. */
function matches(condition: string, { etag }: ObjectDocument): boolean {
  return condition
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((tag) => tag === '*' || tag === etag);
}

function notModified(): AwsError {
  return new AwsError('NotModified', 304, 'Not Modified');
}
