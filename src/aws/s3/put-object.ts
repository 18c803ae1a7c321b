// PutObject: an object's bytes, whole, in place of what had its key.
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import { s3ObjectBytesMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import type { WireCall } from '../protocol/serve.ts';
import { deleteChunks, writeChunks } from './chunks.ts';
import { assertWriteConditions } from './conditions.ts';
import { entityTooLarge } from './errors.ts';
import type { ObjectDocument } from './model.ts';
import { assertNewObject, checksumOf, headersOf } from './object-settings.ts';
import { findBucket, objectKey, requireBucket, whileChangingBucket } from './objects.ts';
import { headerTags } from './tagging.ts';

export async function putObject(
  input: Sdk.PutObjectRequest,
  context: OperationContext,
  call: WireCall,
): Promise<Sdk.PutObjectOutput> {
  const { bucketName } = await requireBucket(context, input);
  assertNewObject('PutObject', input);
  const tags = headerTags(input.Tagging);
  const bytes = bodyOf(input);
  const checksum = checksumOf(input);
  const object: ObjectDocument = {
    bucketName,
    key: input.Key!,
    sizeBytes: bytes.length,
    chunks: await writeChunks(context, bytes),
    etag: createHash('md5').update(bytes).digest('hex'),
    lastModifiedMs: context.clock.nowMs(),
    headers: headersOf(input, call),
    tags,
    checksum,
  };
  await storeObject(context, object, input);
  return {
    ETag: `"${object.etag}"`,
    ServerSideEncryption: 'AES256',
    ...(checksum === null ? {} : { [checksum.name]: checksum.value, ChecksumType: 'FULL_OBJECT' }),
  };
}

/** The wire hands bodies over as bytes, whole. @throws AwsError EntityTooLarge */
export function bodyOf({ Body }: { readonly Body?: unknown }): Uint8Array {
  const bytes = (Body ?? new Uint8Array(0)) as Uint8Array;
  if (bytes.length > s3ObjectBytesMax) throw entityTooLarge(s3ObjectBytesMax);
  return bytes;
}

/**
 * Puts the object in place of the one with its key.
 *
 * @param onFailure What becomes of its chunks where that cannot be done: those of an upload belong to its parts.
 * @throws AwsError NoSuchBucket, PreconditionFailed, NoSuchKey
 */
export async function storeObject(
  context: OperationContext,
  object: ObjectDocument,
  conditions: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
  onFailure: 'delete-chunks' | 'keep-chunks' = 'delete-chunks',
): Promise<void> {
  const key = objectKey(object.bucketName, object.key);
  let replaced: ObjectDocument | null;
  try {
    replaced = await whileChangingBucket(context, object.bucketName, async () => {
      await findBucket(context, object.bucketName);
      const existing = await context.store.get<ObjectDocument>('s3-object', key);
      assertWriteConditions(existing, object.key, conditions);
      await context.store.write([{ kind: 's3-object', key, value: object }]);
      return existing;
    });
  } catch (thrown) {
    if (onFailure === 'delete-chunks') await deleteChunks(context, object.chunks);
    throw thrown;
  }
  if (replaced !== null) await deleteChunks(context, replaced.chunks);
}
