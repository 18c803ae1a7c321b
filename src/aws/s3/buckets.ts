// Buckets: made, found, listed and deleted.
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { page } from '../page.ts';
import { deleteChunks } from './chunks.ts';
import { invalidArgument } from './errors.ts';
import type { BucketDocument, PartDocument, UploadDocument } from './model.ts';
import { findBucket, requireBucket, whileChangingBucket } from './objects.ts';
import { assertAcl } from './object-settings.ts';
import { bucketTags } from './tagging.ts';

const firstRegion = 'us-east-1';

/** @throws AwsError InvalidBucketName, BucketAlreadyOwnedByYou, IllegalLocationConstraintException, InvalidLocationConstraint */
export async function createBucket(
  input: Sdk.CreateBucketRequest,
  context: OperationContext,
): Promise<Sdk.CreateBucketOutput> {
  const bucketName = input.Bucket!;
  assertBucketName(bucketName);
  assertAcl(input);
  const { LocationConstraint, Location, Bucket, Tags } = input.CreateBucketConfiguration ?? {};
  refuseNotBuilt('CreateBucket', {
    ObjectLockEnabledForBucket: input.ObjectLockEnabledForBucket,
    Location,
    Bucket,
  });
  // Every bucket's objects are its owner's here, and no ACL counts.
  if (input.ObjectOwnership !== undefined && input.ObjectOwnership !== 'BucketOwnerEnforced')
    refuseNotBuilt('CreateBucket', { ObjectOwnership: input.ObjectOwnership });
  const region = regionOf(LocationConstraint, context.region);
  const tags = bucketTags(Tags);
  await whileChangingBucket(context, bucketName, async () => {
    const existing = await context.store.get<BucketDocument>('s3-bucket', bucketName);
    // In the first region making a bucket again is no error.
    if (existing !== null && existing.region === firstRegion && region === firstRegion) return;
    if (existing !== null) {
      const text = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new AwsError('BucketAlreadyOwnedByYou', 409, text, { BucketName: bucketName });
    }
    const value: BucketDocument = { bucketName, region, createdAtMs: context.clock.nowMs(), tags };
    await context.store.write([{ kind: 's3-bucket', key: bucketName, value }]);
  });
  const location = region === firstRegion ? `/${bucketName}` : `http://${bucketName}.s3.amazonaws.com/`;
  return { Location: location, BucketArn: `arn:aws:s3:::${bucketName}` };
}

function assertBucketName(name: string): void {
  const isName =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !name.startsWith('xn--') &&
    !name.endsWith('-s3alias');
  if (!isName)
    throw new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: name });
}

/** The first region's endpoint makes buckets anywhere, the others only their own. */
function regionOf(constraint: string | undefined, endpointRegion: string): string {
  const asked = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (asked === firstRegion) {
    const text = 'The specified location-constraint is not valid';
    throw new AwsError('InvalidLocationConstraint', 400, text, { LocationConstraint: firstRegion });
  }
  if (endpointRegion === firstRegion || asked === endpointRegion) return asked ?? firstRegion;
  const text = `The ${asked ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsError('IllegalLocationConstraintException', 400, text);
}

export async function headBucket(
  input: Sdk.HeadBucketRequest,
  context: OperationContext,
): Promise<Sdk.HeadBucketOutput> {
  const { region, bucketName } = await requireBucket(context, input);
  return { BucketArn: `arn:aws:s3:::${bucketName}`, BucketRegion: region, AccessPointAlias: false };
}

export async function getBucketLocation(
  input: Sdk.GetBucketLocationRequest,
  context: OperationContext,
): Promise<Sdk.GetBucketLocationOutput> {
  const { region } = await requireBucket(context, input);
  return region === firstRegion ? {} : { LocationConstraint: region as Sdk.BucketLocationConstraint };
}

/** @throws AwsError NoSuchBucket, BucketNotEmpty */
export async function deleteBucket(input: Sdk.DeleteBucketRequest, context: OperationContext): Promise<void> {
  const { bucketName } = await requireBucket(context, input);
  await whileChangingBucket(context, bucketName, async () => {
    await findBucket(context, bucketName);
    if ((await context.store.list('s3-object', `${bucketName}/`)).length > 0) {
      const text = 'The bucket you tried to delete is not empty';
      throw new AwsError('BucketNotEmpty', 409, text, { BucketName: bucketName });
    }
    await context.store.write([{ kind: 's3-bucket', key: bucketName, value: null }]);
    await deleteUploads(context, bucketName);
  });
}

async function deleteUploads(context: OperationContext, bucketName: string): Promise<void> {
  const uploads = await context.store.list<UploadDocument>('s3-upload');
  for (const { uploadId } of uploads.filter((upload) => upload.bucketName === bucketName)) {
    const parts = await context.store.list<PartDocument>('s3-part', `${uploadId}/`);
    await context.store.write([
      { kind: 's3-upload', key: uploadId, value: null },
      ...parts.map(
        ({ partNumber }) => ({ kind: 's3-part', key: partKey(uploadId, partNumber), value: null }) as const,
      ),
    ]);
    await deleteChunks(
      context,
      parts.flatMap(({ chunks }) => chunks),
    );
  }
}

export function partKey(uploadId: string, partNumber: number): string {
  return `${uploadId}/${String(partNumber).padStart(5, '0')}`;
}

const listedBucketsMax = 10_000;

export async function listBuckets(
  input: Sdk.ListBucketsRequest,
  context: OperationContext,
): Promise<Sdk.ListBucketsOutput> {
  const buckets = (await context.store.list<BucketDocument>('s3-bucket', input.Prefix ?? '')).filter(
    ({ region }) => input.BucketRegion === undefined || input.BucketRegion === region,
  );
  const limit = input.MaxBuckets ?? listedBucketsMax;
  const found = page(buckets, ({ bucketName }) => bucketName, input.ContinuationToken, limit);
  if (found === null) throw invalidArgument('The continuation token provided is incorrect');
  return {
    Buckets: found.items.map(({ bucketName, createdAtMs, region }) => ({
      Name: bucketName,
      CreationDate: new Date(createdAtMs),
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${bucketName}`,
    })),
    Owner: ownerOf(context),
    ...(found.next === undefined ? {} : { ContinuationToken: found.next }),
    ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
  };
}

/** S3 has an id of its own for an account: here made from the account's number. */
export function ownerOf({ accountId }: OperationContext): Sdk.Owner {
  return { ID: createHash('sha256').update(accountId).digest('hex') };
}
