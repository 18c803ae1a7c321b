// A zip as it comes with a request or lies in S3: read, checked, and kept by content so that it can be had again.
import { AwsError, UserError } from '../../core/errors.ts';
import { packageZippedBytesMax } from '../../core/limits.ts';
import { type CodePackage, PackageTooLargeError } from '../../lambda/package.ts';
import type { OperationContext } from '../context.ts';
import { readObject } from '../s3/objects.ts';
import { invalidParameter, tooLarge } from './errors.ts';

export interface ZipInput {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
}

/**
 * @param absent What is said where neither a zip nor a place in S3 was sent.
 * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException
 */
export async function readUploadedZip(
  input: ZipInput,
  absent: string,
  context: OperationContext,
): Promise<CodePackage> {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = input;
  if (ZipFile !== undefined) {
    if (ZipFile.byteLength > packageZippedBytesMax) {
      throw tooLarge(`Zipped size must be smaller than ${packageZippedBytesMax} bytes`);
    }
    return keepZip(ZipFile, context);
  }
  if (S3Bucket === undefined || S3Key === undefined) throw invalidParameter(absent);
  return keepZip(await fromS3(S3Bucket, S3Key, S3ObjectVersion, context), context);
}

async function keepZip(zip: Uint8Array, { lambda, blobs }: OperationContext): Promise<CodePackage> {
  try {
    const code = await lambda.packages.fromZip(zip);
    await blobs.put(zip);
    return code;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const refused = invalidParameter(
      error instanceof PackageTooLargeError
        ? `Unzipped size must be smaller than ${error.bytesMax} bytes`
        : 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
    refused.cause = error;
    throw refused;
  }
}

/** S3's errors are repeated in Lambda's (recorded). */
async function fromS3(
  bucket: string,
  key: string,
  versionId: string | undefined,
  context: OperationContext,
): Promise<Uint8Array> {
  try {
    return await readObject(context, bucket, key, versionId);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'NotImplemented') throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}
