// Finding buckets and objects, and reading an object's bytes: for S3's operations, and for functions whose code lies there.
import type { OperationContext } from '../context.ts';
import { readChunks } from './chunks.ts';
import { accessDenied, invalidArgument, noSuchBucket, noSuchKey } from './errors.ts';
import type { BucketDocument, ObjectDocument } from './model.ts';

/** @throws AwsError NoSuchBucket */
export async function findBucket(context: OperationContext, bucketName: string): Promise<BucketDocument> {
  const bucket = await context.store.get<BucketDocument>('s3-bucket', bucketName);
  if (bucket === null) throw noSuchBucket(bucketName);
  return bucket;
}

/** What most inputs begin with. */
export interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** @throws AwsError NoSuchBucket; AccessDenied where another owner is expected */
export async function requireBucket(context: OperationContext, input: BucketInput): Promise<BucketDocument> {
  const bucket = await findBucket(context, input.Bucket!);
  const { ExpectedBucketOwner: owner } = input;
  if (owner !== undefined && owner !== context.accountId) throw accessDenied();
  return bucket;
}

/** Runs while nobody else changes the bucket, or what is in it. */
export function whileChangingBucket<T>(
  context: OperationContext,
  bucketName: string,
  work: () => Promise<T>,
): Promise<T> {
  return context.store.exclusively('s3-bucket', bucketName, work);
}

/** @throws AwsError NoSuchBucket, NoSuchKey */
export async function findObject(
  context: OperationContext,
  bucketName: string,
  key: string,
): Promise<ObjectDocument> {
  const object = await context.store.get<ObjectDocument>('s3-object', objectKey(bucketName, key));
  if (object !== null) return object;
  await findBucket(context, bucketName);
  throw noSuchKey(key);
}

/**
 * Objects have no versions here; `null` is the id of the only one.
 *
 * @throws AwsError InvalidArgument
 */
export function assertVersion(versionId: string | undefined): void {
  if (versionId !== undefined && versionId !== 'null')
    throw invalidArgument('Invalid version id specified', { name: 'versionId', value: versionId });
}

/** The key of an object's document. A bucket's name has no slash. */
export function objectKey(bucketName: string, key: string): string {
  return `${bucketName}/${key}`;
}

/**
 * The whole object.
 *
 * @throws AwsError NoSuchBucket, NoSuchKey, InvalidArgument for a version
 */
export async function readObject(
  context: OperationContext,
  bucketName: string,
  key: string,
  versionId?: string,
): Promise<Uint8Array> {
  assertVersion(versionId);
  for (;;) {
    const object = await findObject(context, bucketName, key);
    const bytes = await readChunks(context, object.chunks);
    // Replaced or deleted between the two reads: then its document says so now.
    if (bytes !== null) return bytes;
    const now = await findObject(context, bucketName, key);
    if (now.chunks[0]?.address === object.chunks[0]?.address) {
      throw new Error(`the bytes of ${objectKey(bucketName, key)} are missing from the data folder`);
    }
  }
}
