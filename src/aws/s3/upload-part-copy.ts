// UploadPartCopy: a part whose bytes are those of an object, or of a range of one.
import type * as Sdk from '@aws-sdk/client-s3';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { ObjectReplaced, streamChunks } from './chunks.ts';
import { assertSource, readSource } from './copy-object.ts';
import { invalidArgument, sourceReplaced } from './errors.ts';
import type { ObjectDocument } from './model.ts';
import { findObject } from './objects.ts';
import { assertPart, putPart } from './uploads.ts';

export async function uploadPartCopy(
  input: Sdk.UploadPartCopyRequest,
  context: OperationContext,
): Promise<Sdk.UploadPartCopyOutput> {
  await assertPart(context, input);
  refuseNotBuilt('UploadPartCopy', {
    CopySourceSSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerAlgorithm: input.SSECustomerAlgorithm,
  });
  const from = readSource(input.CopySource!);
  const source = await findObject(context, from.bucketName, from.key);
  assertSource(source, input);
  const { start, end } = readSourceRange(input.CopySourceRange, source.sizeBytes);
  const part = await putPart(context, input, await readPiece(context, source, start, end));
  return {
    ServerSideEncryption: 'AES256',
    CopyPartResult: { ETag: `"${part.etag}"`, LastModified: new Date(part.lastModifiedMs) },
  };
}

/** `bytes=first-last`, both given and inside the source; the whole without one. @throws AwsError InvalidArgument */
function readSourceRange(
  text: string | undefined,
  sizeBytes: number,
): { readonly start: number; readonly end: number } {
  if (text === undefined) return { start: 0, end: sizeBytes };
  const argument = { name: 'x-amz-copy-source-range', value: text };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  const [start, end] = [Number(first), Number(last) + 1];
  if (first === undefined || start >= end) {
    const wanted =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    throw invalidArgument(wanted, argument);
  }
  if (end > sizeBytes) {
    throw invalidArgument(`Range specified is not valid for source object of size: ${sizeBytes}`, argument);
  }
  return { start, end };
}

async function readPiece(
  context: OperationContext,
  { chunks }: ObjectDocument,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of streamChunks(context, chunks, start, end)) pieces.push(piece);
  } catch (thrown) {
    throw thrown instanceof ObjectReplaced ? sourceReplaced() : thrown;
  }
  return Buffer.concat(pieces);
}
