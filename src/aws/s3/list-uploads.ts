// ListParts and ListMultipartUploads: what has come of uploads that are not complete.
import type * as Sdk from '@aws-sdk/client-s3';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { ownerOf } from './buckets.ts';
import type { UploadDocument } from './model.ts';
import { requireBucket } from './objects.ts';
import { findUpload, partsOf } from './uploads.ts';

const listedMax = 1000;

export async function listParts(
  input: Sdk.ListPartsRequest,
  context: OperationContext,
): Promise<Sdk.ListPartsOutput> {
  const { bucketName, key, uploadId } = await findUpload(context, input);
  const limit = Math.min(input.MaxParts ?? listedMax, listedMax);
  const marker = Number(input.PartNumberMarker ?? 0);
  const after = (await partsOf(context, uploadId)).filter(({ partNumber }) => partNumber > marker);
  const parts = after.slice(0, limit);
  return {
    Bucket: bucketName,
    Key: key,
    UploadId: uploadId,
    PartNumberMarker: String(marker),
    MaxParts: limit,
    IsTruncated: after.length > limit,
    ...(parts.length === 0 ? {} : { NextPartNumberMarker: String(parts.at(-1)!.partNumber) }),
    Parts: parts.map(({ partNumber, etag, sizeBytes, lastModifiedMs }) => ({
      PartNumber: partNumber,
      LastModified: new Date(lastModifiedMs),
      ETag: `"${etag}"`,
      Size: sizeBytes,
    })),
    Owner: ownerOf(context),
    StorageClass: 'STANDARD',
  };
}

/** AWS also pages through more than a thousand; Varco keeps fewer. */
export async function listMultipartUploads(
  input: Sdk.ListMultipartUploadsRequest,
  context: OperationContext,
): Promise<Sdk.ListMultipartUploadsOutput> {
  const { bucketName } = await requireBucket(context, input);
  refuseNotBuilt('ListMultipartUploads', {
    Delimiter: input.Delimiter,
    KeyMarker: input.KeyMarker,
    UploadIdMarker: input.UploadIdMarker,
  });
  const uploads = (await context.store.list<UploadDocument>('s3-upload'))
    .filter((upload) => upload.bucketName === bucketName && upload.key.startsWith(input.Prefix ?? ''))
    .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  return {
    Bucket: bucketName,
    MaxUploads: listedMax,
    IsTruncated: false,
    ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
    Uploads: uploads.map(({ uploadId, key, startedAtMs }) => ({
      UploadId: uploadId,
      Key: key,
      Initiated: new Date(startedAtMs),
      StorageClass: 'STANDARD',
      Owner: ownerOf(context),
    })),
  };
}
