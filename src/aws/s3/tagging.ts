// Tags of buckets and objects.
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import { s3BucketTagsMax, s3ObjectTagsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { invalidArgument } from './errors.ts';
import type { BucketDocument, ObjectDocument, Tag } from './model.ts';
import {
  assertVersion,
  findBucket,
  findObject,
  objectKey,
  requireBucket,
  whileChangingBucket,
} from './objects.ts';

export async function getBucketTagging(
  input: Sdk.GetBucketTaggingRequest,
  context: OperationContext,
): Promise<Sdk.GetBucketTaggingOutput> {
  const { bucketName, tags } = await requireBucket(context, input);
  if (tags.length === 0)
    throw new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', { BucketName: bucketName });
  return { TagSet: tagShapes(tags) };
}

export const putBucketTagging = (
  input: Sdk.PutBucketTaggingRequest,
  context: OperationContext,
): Promise<void> => setBucketTags(input, context, bucketTags(input.Tagging!.TagSet));

export const deleteBucketTagging = (
  input: Sdk.DeleteBucketTaggingRequest,
  context: OperationContext,
): Promise<void> => setBucketTags(input, context, []);

async function setBucketTags(
  input: Sdk.DeleteBucketTaggingRequest,
  context: OperationContext,
  tags: readonly Tag[],
): Promise<void> {
  const { bucketName } = await requireBucket(context, input);
  await whileChangingBucket(context, bucketName, async () => {
    const value: BucketDocument = { ...(await findBucket(context, bucketName)), tags };
    await context.store.write([{ kind: 's3-bucket', key: bucketName, value }]);
  });
}

export async function getObjectTagging(
  input: Sdk.GetObjectTaggingRequest,
  context: OperationContext,
): Promise<Sdk.GetObjectTaggingOutput> {
  assertVersion(input.VersionId);
  await requireBucket(context, input);
  const { tags } = await findObject(context, input.Bucket!, input.Key!);
  return { TagSet: tagShapes(tags) };
}

export const putObjectTagging = (
  input: Sdk.PutObjectTaggingRequest,
  context: OperationContext,
): Promise<object> => setObjectTags(input, context, objectTags(input.Tagging!.TagSet));

export const deleteObjectTagging = (
  input: Sdk.DeleteObjectTaggingRequest,
  context: OperationContext,
): Promise<object> => setObjectTags(input, context, []);

async function setObjectTags(
  input: Sdk.DeleteObjectTaggingRequest,
  context: OperationContext,
  tags: readonly Tag[],
): Promise<object> {
  assertVersion(input.VersionId);
  const { bucketName } = await requireBucket(context, input);
  await whileChangingBucket(context, bucketName, async () => {
    const value: ObjectDocument = { ...(await findObject(context, bucketName, input.Key!)), tags };
    await context.store.write([{ kind: 's3-object', key: objectKey(bucketName, input.Key!), value }]);
  });
  return {};
}

/** @throws AwsError InvalidTag, BadRequest */
export function bucketTags(tags: readonly Sdk.Tag[] | undefined): readonly Tag[] {
  return readTags(tags ?? [], s3BucketTagsMax, 'Bucket');
}

/** @throws AwsError InvalidTag, BadRequest */
function objectTags(tags: readonly Sdk.Tag[] | undefined): readonly Tag[] {
  return readTags(tags ?? [], s3ObjectTagsMax, 'Object');
}

/** `a=b&c=d`, as the header `x-amz-tagging` has them. */
export function headerTags(text: string | undefined): readonly Tag[] {
  if (text === undefined || text === '') return [];
  const pairs = [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key, Value }));
  if (pairs.some(({ Key }) => Key === '')) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      { name: 'x-amz-tagging', value: text },
    );
  }
  return objectTags(pairs);
}

function readTags(tags: readonly Sdk.Tag[], countMax: number, kind: 'Bucket' | 'Object'): readonly Tag[] {
  const read = tags.map(({ Key, Value }) => ({ key: Key!, value: Value! }));
  if (new Set(read.map(({ key }) => key)).size < read.length)
    throw new AwsError('InvalidTag', 400, 'Cannot provide multiple Tags with the same key');
  if (read.length > countMax)
    throw new AwsError('BadRequest', 400, `${kind} tags cannot be greater than ${countMax}`);
  for (const { key, value } of read) {
    if (key.length > 128) throw new AwsError('InvalidTag', 400, 'The TagKey you have provided is invalid');
    if (value.length > 256)
      throw new AwsError('InvalidTag', 400, 'The TagValue you have provided is invalid');
  }
  return read;
}

function tagShapes(tags: readonly Tag[]): Sdk.Tag[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
