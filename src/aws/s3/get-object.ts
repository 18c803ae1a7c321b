// GetObject and HeadObject: an object or a part of it, and what is known of it.
import type * as Sdk from '@aws-sdk/client-s3';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { isHeaderText } from '../protocol/header-text.ts';
import type { WireCall } from '../protocol/serve.ts';
import { readChunk, streamChunks } from './chunks.ts';
import { assertReadConditions } from './conditions.ts';
import { invalidArgument } from './errors.ts';
import type { ObjectDocument } from './model.ts';
import { assertVersion, findObject, requireBucket } from './objects.ts';
import { readRange, type ByteRange } from './range.ts';

export async function getObject(
  input: Sdk.GetObjectRequest,
  context: OperationContext,
  call: WireCall,
): Promise<Sdk.GetObjectOutput> {
  const { object, range } = await find(input, context);
  // A small object is read before it is answered: one that is replaced meanwhile is then looked up again.
  const first = object.chunks.length === 1 ? await readChunk(context, object.chunks[0]!) : undefined;
  if (first === null) {
    const again = await findObject(context, object.bucketName, object.key);
    if (again.chunks[0]?.address !== object.chunks[0]!.address) return getObject(input, context, call);
    throw new Error(`the bytes of ${object.bucketName}/${object.key} are missing from the data folder`);
  }
  const { start, end } = range ?? { start: 0, end: object.sizeBytes };
  const body = first?.subarray(start, end) ?? streamChunks(context, object.chunks, start, end);
  const output = {
    ...shapeOf(input, object, range, call),
    Body: body as unknown as Sdk.GetObjectOutput['Body'],
  };
  return object.tags.length === 0 ? output : { ...output, TagCount: object.tags.length };
}

export async function headObject(
  input: Sdk.HeadObjectRequest,
  context: OperationContext,
  call: WireCall,
): Promise<Sdk.HeadObjectOutput> {
  const { object, range } = await find(input, context);
  return shapeOf(input, object, range, call);
}

type ReadInput = Sdk.GetObjectRequest & Sdk.HeadObjectRequest;

async function find(
  input: ReadInput,
  context: OperationContext,
): Promise<{ readonly object: ObjectDocument; readonly range: ByteRange | null }> {
  assertVersion(input.VersionId);
  assertSendable('response-cache-control', input.ResponseCacheControl);
  assertSendable('response-content-disposition', input.ResponseContentDisposition);
  assertSendable('response-content-encoding', input.ResponseContentEncoding);
  assertSendable('response-content-language', input.ResponseContentLanguage);
  assertSendable('response-content-type', input.ResponseContentType);
  refuseNotBuilt('GetObject', {
    PartNumber: input.PartNumber,
    SSECustomerAlgorithm: input.SSECustomerAlgorithm,
  });
  await requireBucket(context, input);
  const object = await findObject(context, input.Bucket!, input.Key!);
  assertReadConditions(object, input);
  return { object, range: readRange(input.Range, object.sizeBytes) };
}

/** The words are S3's for characters beyond Latin-1 (reported in public); chosen for control characters too. */
function assertSendable(name: string, value: string | undefined): void {
  if (value === undefined || isHeaderText(value)) return;
  throw invalidArgument('Header value cannot be represented using ISO-8859-1.', { name, value });
}

function shapeOf(
  input: ReadInput,
  { headers, sizeBytes, etag, lastModifiedMs, checksum }: ObjectDocument,
  range: ByteRange | null,
  call: WireCall,
): Sdk.HeadObjectOutput {
  // The date is said again as it was given, whatever it is.
  const expires = input.ResponseExpires?.toUTCString() ?? headers.expires;
  if (expires !== undefined) call.setHeader('Expires', expires);
  // A checksum is of the whole.
  const sum =
    checksum === null || input.ChecksumMode !== 'ENABLED' || range !== null
      ? {}
      : { [checksum.name]: checksum.value, ChecksumType: 'FULL_OBJECT' as const };
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(lastModifiedMs),
    ContentLength: range === null ? sizeBytes : range.end - range.start,
    ETag: `"${etag}"`,
    ServerSideEncryption: 'AES256',
    ...sum,
    ...(range === null ? {} : { ContentRange: `bytes ${range.start}-${range.end - 1}/${sizeBytes}` }),
    ...said('CacheControl', input.ResponseCacheControl ?? headers.cacheControl),
    ...said('ContentDisposition', input.ResponseContentDisposition ?? headers.contentDisposition),
    ...said('ContentEncoding', input.ResponseContentEncoding ?? headers.contentEncoding),
    ...said('ContentLanguage', input.ResponseContentLanguage ?? headers.contentLanguage),
    ...said('ContentType', input.ResponseContentType ?? headers.contentType),
    ...said('WebsiteRedirectLocation', headers.websiteRedirectLocation),
    Metadata: { ...headers.metadata },
  };
}

function said(name: keyof Sdk.HeadObjectOutput, value: string | undefined): Sdk.HeadObjectOutput {
  return value === undefined ? {} : { [name]: value };
}
