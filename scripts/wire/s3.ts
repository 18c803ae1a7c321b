// What of S3 is generated, and how its requests are told apart: the SDK's URIs leave out the bucket, and what queries must hold.
import type { SdkOperation } from './sdk-schemas.ts';

/** Those that Varco has. */
export const s3Operations: readonly string[] = [
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateBucket',
  'CreateMultipartUpload',
  'DeleteBucket',
  'DeleteBucketCors',
  'DeleteBucketLifecycle',
  'DeleteBucketPolicy',
  'DeleteBucketTagging',
  'DeleteBucketWebsite',
  'DeleteObject',
  'DeleteObjects',
  'DeleteObjectTagging',
  'GetBucketAccelerateConfiguration',
  'GetBucketAcl',
  'GetBucketCors',
  'GetBucketEncryption',
  'GetBucketLifecycleConfiguration',
  'GetBucketLocation',
  'GetBucketLogging',
  'GetBucketNotificationConfiguration',
  'GetBucketOwnershipControls',
  'GetBucketPolicy',
  'GetBucketPolicyStatus',
  'GetBucketReplication',
  'GetBucketRequestPayment',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetObject',
  'GetObjectAcl',
  'GetObjectLockConfiguration',
  'GetObjectTagging',
  'GetPublicAccessBlock',
  'HeadBucket',
  'HeadObject',
  'ListBuckets',
  'ListMultipartUploads',
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
  'ListParts',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutObject',
  'PutObjectTagging',
  'UploadPart',
  'UploadPartCopy',
];

/** `/{Bucket}/{Key+}?partNumber={PartNumber}&uploadId={UploadId}`: a value in braces may be any. */
export function s3Uri({ http, input }: SdkOperation): string {
  const [path = '', query = ''] = http![1].split('?');
  const members = input.kind === 'structure' ? input.members() : [];
  const inBucket = members.some(({ name, traits }) => name === 'Bucket' && traits.httpLabel !== undefined);
  const fixed = query.split('&').filter((part) => part !== '' && !part.startsWith('x-id='));
  const needed = members
    .filter(({ required, traits }) => required && traits.httpQuery !== undefined)
    .map(({ name, traits }) => `${String(traits.httpQuery)}={${name}}`);
  const whole = inBucket ? `/{Bucket}${path === '/' ? '' : path}` : path;
  const parts = [...fixed, ...needed];
  return parts.length === 0 ? whole : `${whole}?${parts.join('&')}`;
}
