// The part of an object that a `Range` header asks for.
import { AwsError } from '../../core/errors.ts';

export interface ByteRange {
  readonly start: number;
  /** The first byte that is no longer wanted. */
  readonly end: number;
}

/**
 * Null for the whole: without a header, and for one that S3 does not read, such as several ranges.
 *
 * @throws AwsError InvalidRange where the object has nothing of it
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (start >= sizeBytes) {
    throw new AwsError('InvalidRange', 416, 'The requested range is not satisfiable', {
      RangeRequested: header,
      ActualObjectSize: sizeBytes,
    });
  }
  return { start, end };
}
