// CompleteMultipartUpload: the parts that are named become one object, the others go.
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import { s3PartBytesMin } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { deleteChunks } from './chunks.ts';
import { malformedXml } from './errors.ts';
import type { ObjectDocument, PartDocument } from './model.ts';
import { storeObject } from './put-object.ts';
import { findUpload, forgetUpload, partsOf, whileChangingUpload } from './uploads.ts';

/** @throws AwsError NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, PreconditionFailed */
export async function completeMultipartUpload(
  input: Sdk.CompleteMultipartUploadRequest,
  context: OperationContext,
): Promise<Sdk.CompleteMultipartUploadOutput> {
  const uploadId = input.UploadId!;
  const object = await whileChangingUpload(context, uploadId, async () => {
    const upload = await findUpload(context, input);
    const kept = await partsOf(context, uploadId);
    const parts = chosenParts(input.MultipartUpload?.Parts, kept);
    const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    const joined: ObjectDocument = {
      bucketName: upload.bucketName,
      key: upload.key,
      sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      chunks: parts.flatMap(({ chunks }) => chunks),
      etag: `${createHash('md5').update(digests).digest('hex')}-${parts.length}`,
      lastModifiedMs: context.clock.nowMs(),
      headers: upload.headers,
      tags: upload.tags,
      // AWS also keeps the checksum of a whole that came in parts.
      checksum: null,
    };
    await storeObject(context, joined, input, 'keep-chunks');
    await forgetUpload(context, uploadId, kept);
    const left = kept.filter((part) => !parts.includes(part));
    await deleteChunks(
      context,
      left.flatMap(({ chunks }) => chunks),
    );
    return joined;
  });
  const { bucketName, key, etag } = object;
  return {
    Location: `${context.endpoint() ?? 'http://s3.amazonaws.com'}/${bucketName}/${encodeURIComponent(key)}`,
    Bucket: bucketName,
    Key: key,
    ETag: `"${etag}"`,
    ServerSideEncryption: 'AES256',
  };
}

function chosenParts(
  chosen: readonly Sdk.CompletedPart[] | undefined,
  kept: readonly PartDocument[],
): readonly PartDocument[] {
  if (chosen === undefined || chosen.length === 0) throw malformedXml();
  const parts = chosen.map(({ PartNumber, ETag }, index) => {
    if (index > 0 && PartNumber! <= chosen[index - 1]!.PartNumber!) {
      const text = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
      throw new AwsError('InvalidPartOrder', 400, text);
    }
    const part = kept.find(({ partNumber }) => partNumber === PartNumber);
    if (part === undefined || part.etag !== ETag?.replaceAll('"', '')) {
      throw new AwsError(
        'InvalidPart',
        400,
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { PartNumber, ETag },
      );
    }
    return part;
  });
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < s3PartBytesMin);
  if (small !== undefined) {
    throw new AwsError(
      'EntityTooSmall',
      400,
      'Your proposed upload is smaller than the minimum allowed size',
      {
        ProposedSize: small.sizeBytes,
        MinSizeAllowed: s3PartBytesMin,
        PartNumber: small.partNumber,
      },
    );
  }
  return parts;
}
