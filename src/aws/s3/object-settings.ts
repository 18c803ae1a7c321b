// What a client may ask of a new object or bucket besides its content: kept, refused as AWS refuses it, or not built.
import { AwsError } from '../../core/errors.ts';
import { s3KeyBytesMax } from '../../core/limits.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import type { WireCall } from '../protocol/serve.ts';
import type { ObjectChecksum, ObjectHeaders } from './model.ts';

interface AclInput {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

/**
 * Buckets are as AWS makes them since 2023: their owner owns all, and ACLs do not count.
 *
 * @throws AwsError AccessControlListNotSupported
 */
export function assertAcl(input: AclInput): void {
  const { ACL: acl, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP } = input;
  const granted = [GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP].some(
    (grant) => grant !== undefined,
  );
  const isOwners = acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control';
  if (granted || !isOwners)
    throw new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
}

interface NewObjectInput extends AclInput {
  readonly Key?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Record<string, string> | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
  readonly WriteOffsetBytes?: number | undefined;
}

/** @throws AwsError KeyTooLongError, AccessControlListNotSupported, NotImplemented, MetadataTooLarge */
export function assertNewObject(operation: string, input: NewObjectInput): void {
  if (Buffer.byteLength(input.Key!) > s3KeyBytesMax)
    throw new AwsError('KeyTooLongError', 400, 'Your key is too long', { MaxSizeAllowed: s3KeyBytesMax });
  if (input.Key!.includes('\0') || !input.Key!.isWellFormed())
    throw notBuilt('keys of S3 objects with such characters');
  assertAcl(input);
  refuseNotBuilt(operation, {
    SSECustomerAlgorithm: input.SSECustomerAlgorithm,
    SSEKMSKeyId: input.SSEKMSKeyId,
    ObjectLockMode: input.ObjectLockMode,
    ObjectLockLegalHoldStatus: input.ObjectLockLegalHoldStatus,
    WriteOffsetBytes: input.WriteOffsetBytes,
  });
  if (![undefined, 'AES256'].includes(input.ServerSideEncryption))
    throw notBuilt(`ServerSideEncryption ${input.ServerSideEncryption} of ${operation}`);
  if (![undefined, 'STANDARD'].includes(input.StorageClass))
    throw notBuilt(`StorageClass ${input.StorageClass} of ${operation}`);
  const metadataBytes = Object.entries(input.Metadata ?? {}).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  );
  if (metadataBytes > 2048) {
    const text = 'Your metadata headers exceed the maximum allowed metadata size';
    throw new AwsError('MetadataTooLarge', 400, text, { Size: metadataBytes, MaxSizeAllowed: 2048 });
  }
}

/** What an object is of that nothing is said of. */
const defaultContentType = 'binary/octet-stream';

export function headersOf(input: NewObjectInput, { head }: WireCall): ObjectHeaders {
  const { expires } = head.headers;
  return {
    contentType: input.ContentType ?? defaultContentType,
    ...(input.CacheControl === undefined ? {} : { cacheControl: input.CacheControl }),
    ...(input.ContentDisposition === undefined ? {} : { contentDisposition: input.ContentDisposition }),
    ...(input.ContentEncoding === undefined ? {} : { contentEncoding: input.ContentEncoding }),
    ...(input.ContentLanguage === undefined ? {} : { contentLanguage: input.ContentLanguage }),
    ...(typeof expires === 'string' ? { expires } : {}),
    ...(input.WebsiteRedirectLocation === undefined
      ? {}
      : { websiteRedirectLocation: input.WebsiteRedirectLocation }),
    metadata: input.Metadata ?? {},
  };
}

const checksumMembers = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ChecksumSHA512',
  'ChecksumMD5',
];

/** The checksum that came with an object; the wire has held the bytes against it. */
export function checksumOf(input: object): ObjectChecksum | null {
  for (const name of checksumMembers) {
    const value = (input as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string') return { name, value };
  }
  return null;
}
