// CopyObject: the bytes of one object under another key.
import type * as Sdk from '@aws-sdk/client-s3';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import type { WireCall } from '../protocol/serve.ts';
import { deleteChunks, readChunk, writeChunks } from './chunks.ts';
import { assertReadConditions } from './conditions.ts';
import { invalidArgument, invalidRequest, preconditionFailed, sourceReplaced } from './errors.ts';
import type { Chunk, ObjectDocument } from './model.ts';
import { assertNewObject, headersOf } from './object-settings.ts';
import { assertVersion, findObject, requireBucket } from './objects.ts';
import { storeObject } from './put-object.ts';
import { headerTags } from './tagging.ts';

export async function copyObject(
  input: Sdk.CopyObjectRequest,
  context: OperationContext,
  call: WireCall,
): Promise<Sdk.CopyObjectOutput> {
  const { bucketName } = await requireBucket(context, input);
  assertNewObject('CopyObject', input);
  refuseNotBuilt('CopyObject', { CopySourceSSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm });
  // AWS also computes the checksum that `ChecksumAlgorithm` asks for; here the source's is copied.
  const from = readSource(input.CopySource!);
  const source = await findObject(context, from.bucketName, from.key);
  assertSource(source, input);
  const replaces = input.MetadataDirective === 'REPLACE';
  if (!replaces && from.bucketName === bucketName && from.key === input.Key) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const object: ObjectDocument = {
    ...source,
    bucketName,
    key: input.Key!,
    chunks: await copyChunks(context, source.chunks),
    lastModifiedMs: context.clock.nowMs(),
    headers: replaces ? headersOf(input, call) : source.headers,
    tags: input.TaggingDirective === 'REPLACE' ? headerTags(input.Tagging) : source.tags,
  };
  await storeObject(context, object, input);
  return {
    ServerSideEncryption: 'AES256',
    CopyObjectResult: { ETag: `"${object.etag}"`, LastModified: new Date(object.lastModifiedMs) },
  };
}

/** `bucket/key`, encoded, with or without a slash in front. @throws AwsError InvalidArgument */
export function readSource(text: string): { readonly bucketName: string; readonly key: string } {
  const [path = '', query] = text.replace(/^\//, '').split('?', 2);
  if (query?.startsWith('versionId=') === true) assertVersion(query.slice('versionId='.length));
  const slash = path.indexOf('/');
  const argument = { name: 'x-amz-copy-source', value: text };
  if (slash <= 0 || slash === path.length - 1)
    throw invalidArgument('Invalid copy source object key', argument);
  try {
    return { bucketName: path.slice(0, slash), key: decodeURIComponent(path.slice(slash + 1)) };
  } catch {
    throw invalidArgument('Invalid copy source encoding.', argument);
  }
}

type SourceConditions = Pick<
  Sdk.CopyObjectRequest,
  'CopySourceIfMatch' | 'CopySourceIfNoneMatch' | 'CopySourceIfModifiedSince' | 'CopySourceIfUnmodifiedSince'
>;

/** Of a source, what does not hold is never answered with 304. */
export function assertSource(source: ObjectDocument, input: SourceConditions): void {
  try {
    assertReadConditions(source, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    });
  } catch {
    throw preconditionFailed('x-amz-copy-source-If-*');
  }
}

/** Every object has chunks of its own: they go when it goes. */
async function copyChunks(context: OperationContext, chunks: readonly Chunk[]): Promise<readonly Chunk[]> {
  const copies: Chunk[] = [];
  for (const chunk of chunks) {
    const bytes = await readChunk(context, chunk);
    if (bytes === null) {
      await deleteChunks(context, copies);
      throw sourceReplaced();
    }
    copies.push(...(await writeChunks(context, bytes)));
  }
  return copies;
}
