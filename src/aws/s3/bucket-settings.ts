// A bucket's settings: as AWS has them on a new bucket. Those that would act and do not are not built.
import type * as Sdk from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { ownerOf } from './buckets.ts';
import type { BucketInput } from './objects.ts';
import { assertVersion, findObject, requireBucket } from './objects.ts';

type Setting = (input: BucketInput, context: OperationContext) => Promise<object>;

/** The bucket exists, and this is what it is set to. */
const always =
  (output: object): Setting =>
  async (input, context) => {
    await requireBucket(context, input);
    return output;
  };

/** The bucket exists, and this was never set. */
const never =
  (code: string, message: string): Setting =>
  async (input, context) => {
    const { bucketName } = await requireBucket(context, input);
    throw new AwsError(code, 404, message, { BucketName: bucketName });
  };

const noPolicy = never('NoSuchBucketPolicy', 'The bucket policy does not exist');

/** Deleting what was never set is no error. */
const nothingToDelete: Setting = always({});

export const settings = {
  GetBucketAccelerateConfiguration: always({}),
  GetBucketCors: never('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  GetBucketEncryption: always({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    },
  } satisfies Sdk.GetBucketEncryptionOutput),
  GetBucketLifecycleConfiguration: never(
    'NoSuchLifecycleConfiguration',
    'The lifecycle configuration does not exist',
  ),
  GetBucketLogging: always({}),
  GetBucketNotificationConfiguration: always({}),
  GetBucketOwnershipControls: always({
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  } satisfies Sdk.GetBucketOwnershipControlsOutput),
  GetBucketPolicy: noPolicy,
  GetBucketPolicyStatus: noPolicy,
  GetBucketReplication: never(
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
  ),
  GetBucketRequestPayment: always({ Payer: 'BucketOwner' } satisfies Sdk.GetBucketRequestPaymentOutput),
  GetBucketVersioning: always({}),
  GetBucketWebsite: never(
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
  ),
  GetObjectLockConfiguration: never(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ),
  GetPublicAccessBlock: always({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  } satisfies Sdk.GetPublicAccessBlockOutput),
  DeleteBucketCors: nothingToDelete,
  DeleteBucketLifecycle: nothingToDelete,
  DeleteBucketPolicy: nothingToDelete,
  DeleteBucketWebsite: nothingToDelete,
} as const;

/** The owner may do all, and nobody else anything: ACLs do not count. */
export async function getBucketAcl(
  input: Sdk.GetBucketAclRequest,
  context: OperationContext,
): Promise<Sdk.GetBucketAclOutput> {
  await requireBucket(context, input);
  return ownersAcl(context);
}

export async function getObjectAcl(
  input: Sdk.GetObjectAclRequest,
  context: OperationContext,
): Promise<Sdk.GetObjectAclOutput> {
  assertVersion(input.VersionId);
  await requireBucket(context, input);
  await findObject(context, input.Bucket!, input.Key!);
  return ownersAcl(context);
}

function ownersAcl(context: OperationContext): Sdk.GetBucketAclOutput {
  const owner = ownerOf(context);
  return {
    Owner: owner,
    Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  };
}

/** Versions are not kept: what asks for none is taken. */
export async function putBucketVersioning(
  input: Sdk.PutBucketVersioningRequest,
  context: OperationContext,
): Promise<void> {
  await requireBucket(context, input);
  const { Status, MFADelete } = input.VersioningConfiguration!;
  if (Status === undefined && MFADelete === undefined) {
    throw new AwsError(
      'IllegalVersioningConfigurationException',
      400,
      'The Versioning element must be specified',
    );
  }
  if (Status === 'Enabled') throw notBuilt('Status Enabled of PutBucketVersioning');
  if (MFADelete === 'Enabled') throw notBuilt('MFADelete Enabled of PutBucketVersioning');
}
