// ListObjectsV2, ListObjects and ListObjectVersions: keys in order, those behind a delimiter rolled into their common prefix.
import type * as Sdk from '@aws-sdk/client-s3';
import type { OperationContext } from '../context.ts';
import { ownerOf } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import type { ObjectDocument } from './model.ts';
import { requireBucket } from './objects.ts';

/** So many keys and prefixes at a time, at most. */
const keysMax = 1000;

interface Listing {
  readonly objects: readonly ObjectDocument[];
  readonly prefixes: readonly string[];
  /** The key or prefix that the listing ends with, where more follows. */
  readonly last: string | null;
}

async function list(
  { store }: OperationContext,
  bucketName: string,
  options: {
    readonly prefix: string;
    readonly delimiter: string;
    /** Keys up to this one are left out, and a prefix that is this one. */
    readonly after: string;
    readonly limit: number;
  },
): Promise<Listing> {
  const { prefix, delimiter, after, limit } = options;
  const found = await store.list<ObjectDocument>('s3-object', `${bucketName}/${prefix}`);
  const afterBytes = Buffer.from(after);
  const objects: ObjectDocument[] = [];
  const prefixes: string[] = [];
  let last = '';
  for (const object of found) {
    if (after !== '' && Buffer.compare(Buffer.from(object.key), afterBytes) <= 0) continue;
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const rolled = cut < 0 ? null : object.key.slice(0, cut + delimiter.length);
    if (rolled !== null && (rolled === after || rolled === prefixes.at(-1))) continue;
    if (objects.length + prefixes.length >= limit)
      return { objects, prefixes, last: limit === 0 ? null : last };
    if (rolled === null) objects.push(object);
    else prefixes.push(rolled);
    last = rolled ?? object.key;
  }
  return { objects, prefixes, last: null };
}

/** @throws AwsError NoSuchBucket, InvalidArgument */
export async function listObjectsV2(
  input: Sdk.ListObjectsV2Request,
  context: OperationContext,
): Promise<Sdk.ListObjectsV2Output> {
  const { bucketName } = await requireBucket(context, input);
  const { Prefix = '', Delimiter, StartAfter, ContinuationToken } = input;
  const maxKeys = limitOf(input.MaxKeys);
  const after = ContinuationToken === undefined ? (StartAfter ?? '') : readToken(ContinuationToken);
  const found = await list(context, bucketName, {
    prefix: Prefix,
    delimiter: Delimiter ?? '',
    after,
    limit: maxKeys,
  });
  const text = textWriter(input.EncodingType);
  const owner = input.FetchOwner === true ? { Owner: ownerOf(context) } : {};
  return {
    Name: bucketName,
    Prefix: text(Prefix),
    MaxKeys: maxKeys,
    KeyCount: found.objects.length + found.prefixes.length,
    IsTruncated: found.last !== null,
    ...contentsOf(found, text, owner),
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    ...(StartAfter === undefined ? {} : { StartAfter: text(StartAfter) }),
    ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
    ...(found.last === null ? {} : { NextContinuationToken: writeToken(found.last) }),
    ...encodingOf(input.EncodingType),
  };
}

/** @throws AwsError NoSuchBucket, InvalidArgument */
export async function listObjects(
  input: Sdk.ListObjectsRequest,
  context: OperationContext,
): Promise<Sdk.ListObjectsOutput> {
  const { bucketName } = await requireBucket(context, input);
  const { Prefix = '', Delimiter, Marker = '' } = input;
  const maxKeys = limitOf(input.MaxKeys);
  const found = await list(context, bucketName, {
    prefix: Prefix,
    delimiter: Delimiter ?? '',
    after: Marker,
    limit: maxKeys,
  });
  const text = textWriter(input.EncodingType);
  return {
    Name: bucketName,
    Prefix: text(Prefix),
    Marker: text(Marker),
    MaxKeys: maxKeys,
    IsTruncated: found.last !== null,
    ...contentsOf(found, text, { Owner: ownerOf(context) }),
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    // Only where a delimiter is given: without one, the last key is the next marker.
    ...(found.last === null || Delimiter === undefined ? {} : { NextMarker: text(found.last) }),
    ...encodingOf(input.EncodingType),
  };
}

/** Objects have one version here, whose id is `null`. @throws AwsError NoSuchBucket, InvalidArgument */
export async function listObjectVersions(
  input: Sdk.ListObjectVersionsRequest,
  context: OperationContext,
): Promise<Sdk.ListObjectVersionsOutput> {
  const { bucketName } = await requireBucket(context, input);
  const { Prefix = '', Delimiter, KeyMarker = '', VersionIdMarker } = input;
  const maxKeys = limitOf(input.MaxKeys);
  const found = await list(context, bucketName, {
    prefix: Prefix,
    delimiter: Delimiter ?? '',
    after: KeyMarker,
    limit: maxKeys,
  });
  const text = textWriter(input.EncodingType);
  const { Contents, CommonPrefixes } = contentsOf(found, text, { Owner: ownerOf(context) });
  return {
    Name: bucketName,
    Prefix: text(Prefix),
    KeyMarker: text(KeyMarker),
    VersionIdMarker: VersionIdMarker ?? '',
    MaxKeys: maxKeys,
    IsTruncated: found.last !== null,
    Versions: Contents.map((object) => ({
      ...object,
      StorageClass: 'STANDARD',
      VersionId: 'null',
      IsLatest: true,
    })),
    CommonPrefixes,
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    ...(found.last === null ? {} : { NextKeyMarker: text(found.last), NextVersionIdMarker: 'null' }),
    ...encodingOf(input.EncodingType),
  };
}

function limitOf(asked: number | undefined): number {
  if (asked !== undefined && asked < 0) {
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', {
      name: 'maxKeys',
      value: String(asked),
    });
  }
  return Math.min(asked ?? keysMax, keysMax);
}

function contentsOf(
  { objects, prefixes }: Listing,
  text: (key: string) => string,
  owner: { readonly Owner?: Sdk.Owner },
): { readonly Contents: Sdk._Object[]; readonly CommonPrefixes: Sdk.CommonPrefix[] } {
  return {
    Contents: objects.map(({ key, lastModifiedMs, etag, sizeBytes }) => ({
      Key: text(key),
      LastModified: new Date(lastModifiedMs),
      ETag: `"${etag}"`,
      Size: sizeBytes,
      StorageClass: 'STANDARD',
      ...owner,
    })),
    CommonPrefixes: prefixes.map((prefix) => ({ Prefix: text(prefix) })),
  };
}

/** XML cannot hold every key, so clients may ask for them encoded as in a URL. */
function textWriter(encoding: string | undefined): (key: string) => string {
  if (encoding !== 'url') return (key) => key;
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/');
}

function encodingOf(encoding: Sdk.EncodingType | undefined): { readonly EncodingType?: Sdk.EncodingType } {
  return encoding === undefined ? {} : { EncodingType: encoding };
}

const tokenMark = 'key:';

function writeToken(last: string): string {
  return Buffer.from(tokenMark + last).toString('base64');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith(tokenMark))
    throw invalidArgument('The continuation token provided is incorrect', {
      name: 'continuation-token',
      value: token,
    });
  return text.slice(tokenMark.length);
}
