// DeleteObject and DeleteObjects: deleting what is not there is no error.
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { deleteChunks } from './chunks.ts';
import { assertWriteConditions } from './conditions.ts';
import { malformedXml } from './errors.ts';
import type { ObjectDocument } from './model.ts';
import { assertVersion, objectKey, requireBucket, whileChangingBucket } from './objects.ts';

export async function deleteObject(
  input: Sdk.DeleteObjectRequest,
  context: OperationContext,
): Promise<Sdk.DeleteObjectOutput> {
  assertVersion(input.VersionId);
  const { bucketName } = await requireBucket(context, input);
  await remove(context, bucketName, input.Key!, input.IfMatch);
  return {};
}

/** S3 takes so many keys at a time. */
const keysMax = 1000;

export async function deleteObjects(
  input: Sdk.DeleteObjectsRequest,
  context: OperationContext,
): Promise<Sdk.DeleteObjectsOutput> {
  const { bucketName } = await requireBucket(context, input);
  const { Objects: objects, Quiet: quiet } = input.Delete!;
  if (objects!.length === 0 || objects!.length > keysMax) throw malformedXml();
  const deleted: Sdk.DeletedObject[] = [];
  const errors: Sdk._Error[] = [];
  for (const { Key, VersionId, ETag } of objects!) {
    const named = { Key, ...(VersionId === undefined ? {} : { VersionId }) };
    try {
      assertVersion(VersionId);
      await remove(context, bucketName, Key!, ETag);
      deleted.push(named);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      errors.push({ ...named, Code: thrown.code, Message: thrown.message });
    }
  }
  return quiet === true ? { Errors: errors } : { Deleted: deleted, Errors: errors };
}

async function remove(
  context: OperationContext,
  bucketName: string,
  key: string,
  ifMatch: string | undefined,
): Promise<void> {
  const documentKey = objectKey(bucketName, key);
  const removed = await whileChangingBucket(context, bucketName, async () => {
    const existing = await context.store.get<ObjectDocument>('s3-object', documentKey);
    assertWriteConditions(existing, key, { IfMatch: ifMatch });
    if (existing !== null) await context.store.write([{ kind: 's3-object', key: documentKey, value: null }]);
    return existing;
  });
  if (removed !== null) await deleteChunks(context, removed.chunks);
}
