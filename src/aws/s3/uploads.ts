// Uploads in parts, up to the one object that they become.
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import { s3ObjectBytesMax, s3PartNumberMax, s3UploadsMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import type { WireCall } from '../protocol/serve.ts';
import { partKey } from './buckets.ts';
import { deleteChunks, writeChunks } from './chunks.ts';
import { entityTooLarge, invalidArgument, noSuchUpload } from './errors.ts';
import type { PartDocument, UploadDocument } from './model.ts';
import { assertNewObject, checksumOf, headersOf } from './object-settings.ts';
import { requireBucket } from './objects.ts';
import { bodyOf } from './put-object.ts';
import { headerTags } from './tagging.ts';

export async function createMultipartUpload(
  input: Sdk.CreateMultipartUploadRequest,
  context: OperationContext,
  call: WireCall,
): Promise<Sdk.CreateMultipartUploadOutput> {
  const { bucketName } = await requireBucket(context, input);
  assertNewObject('CreateMultipartUpload', input);
  if ((await context.store.list('s3-upload')).length >= s3UploadsMax) {
    const text = `Varco keeps no more than ${s3UploadsMax} uploads at a time: complete or abort some.`;
    throw new AwsError('TooManyUploads', 400, text);
  }
  const upload: UploadDocument = {
    uploadId: Buffer.from(context.ids.hex32() + context.ids.hex32(), 'hex').toString('base64url'),
    bucketName,
    key: input.Key!,
    startedAtMs: context.clock.nowMs(),
    headers: headersOf(input, call),
    tags: headerTags(input.Tagging),
  };
  await context.store.write([{ kind: 's3-upload', key: upload.uploadId, value: upload }]);
  return {
    Bucket: bucketName,
    Key: upload.key,
    UploadId: upload.uploadId,
    ServerSideEncryption: 'AES256',
    ...(input.ChecksumAlgorithm === undefined ? {} : { ChecksumAlgorithm: input.ChecksumAlgorithm }),
    ...(input.ChecksumType === undefined ? {} : { ChecksumType: input.ChecksumType }),
  };
}

export async function uploadPart(
  input: Sdk.UploadPartRequest,
  context: OperationContext,
): Promise<Sdk.UploadPartOutput> {
  await assertPart(context, input);
  const part = await putPart(context, input, bodyOf(input));
  const checksum = checksumOf(input);
  return {
    ETag: `"${part.etag}"`,
    ServerSideEncryption: 'AES256',
    ...(checksum === null ? {} : { [checksum.name]: checksum.value }),
  };
}

interface PartInput extends UploadInput {
  readonly PartNumber?: number | undefined;
}

/** @throws AwsError NoSuchBucket, NoSuchUpload, InvalidArgument */
export async function assertPart(context: OperationContext, input: PartInput): Promise<void> {
  await findUpload(context, input);
  const partNumber = input.PartNumber!;
  if (partNumber >= 1 && partNumber <= s3PartNumberMax) return;
  throw invalidArgument(`Part number must be an integer between 1 and ${s3PartNumberMax}, inclusive`, {
    name: 'partNumber',
    value: String(partNumber),
  });
}

/** Keeps the bytes as the part that the input names, which has been checked. */
export async function putPart(
  context: OperationContext,
  input: PartInput,
  bytes: Uint8Array,
): Promise<PartDocument> {
  const part: PartDocument = {
    uploadId: input.UploadId!,
    partNumber: input.PartNumber!,
    sizeBytes: bytes.length,
    chunks: await writeChunks(context, bytes),
    etag: createHash('md5').update(bytes).digest('hex'),
    lastModifiedMs: context.clock.nowMs(),
  };
  await storePart(context, input, part);
  return part;
}

/** In place of the part with its number, as long as the upload is open. */
async function storePart(context: OperationContext, upload: UploadInput, part: PartDocument): Promise<void> {
  const { uploadId, partNumber } = part;
  const key = partKey(uploadId, partNumber);
  let replaced: PartDocument | undefined;
  try {
    replaced = await whileChangingUpload(context, uploadId, async () => {
      await findUpload(context, upload);
      const parts = await partsOf(context, uploadId);
      const others = parts.filter((other) => other.partNumber !== partNumber);
      const bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, part.sizeBytes);
      if (bytes > s3ObjectBytesMax) throw entityTooLarge(s3ObjectBytesMax);
      await context.store.write([{ kind: 's3-part', key, value: part }]);
      return parts.find((other) => other.partNumber === partNumber);
    });
  } catch (thrown) {
    await deleteChunks(context, part.chunks);
    throw thrown;
  }
  if (replaced !== undefined) await deleteChunks(context, replaced.chunks);
}

export async function abortMultipartUpload(
  input: Sdk.AbortMultipartUploadRequest,
  context: OperationContext,
): Promise<Sdk.AbortMultipartUploadOutput> {
  const { uploadId } = await findUpload(context, input);
  const parts = await whileChangingUpload(context, uploadId, async () => {
    const kept = await partsOf(context, uploadId);
    await forgetUpload(context, uploadId, kept);
    return kept;
  });
  await deleteChunks(
    context,
    parts.flatMap(({ chunks }) => chunks),
  );
  return {};
}

export async function forgetUpload(
  { store }: OperationContext,
  uploadId: string,
  parts: readonly PartDocument[],
): Promise<void> {
  await store.write([
    { kind: 's3-upload', key: uploadId, value: null },
    ...parts.map(
      ({ partNumber }) => ({ kind: 's3-part', key: partKey(uploadId, partNumber), value: null }) as const,
    ),
  ]);
}

export interface UploadInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly UploadId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** @throws AwsError NoSuchBucket, NoSuchUpload */
export async function findUpload(context: OperationContext, input: UploadInput): Promise<UploadDocument> {
  const { bucketName } = await requireBucket(context, input);
  const upload = await context.store.get<UploadDocument>('s3-upload', input.UploadId!);
  if (upload === null || upload.bucketName !== bucketName || upload.key !== input.Key)
    throw noSuchUpload(input.UploadId!);
  return upload;
}

export function partsOf({ store }: OperationContext, uploadId: string): Promise<readonly PartDocument[]> {
  return store.list<PartDocument>('s3-part', `${uploadId}/`);
}

export function whileChangingUpload<T>(
  context: OperationContext,
  uploadId: string,
  work: () => Promise<T>,
): Promise<T> {
  return context.store.exclusively('s3-upload', uploadId, work);
}
