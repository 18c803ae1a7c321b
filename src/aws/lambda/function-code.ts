// Where a function's code comes from: a zip in the request, or a package that Varco already holds.
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { UserError } from '../../core/errors.ts';
import { packageZippedBytesMax } from '../../core/limits.ts';
import type { CodePackage } from '../../lambda/package.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import { invalidParameter, tooLarge } from './errors.ts';

/** AWS's ways to give code, and Varco's own: the content address of a package in `context.lambda.packages`. */
export interface CodeInput extends FunctionCode {
  readonly PackageSha256?: string | undefined;
}

/** @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException, NotImplemented */
export async function readCode(
  operation: string,
  input: CodeInput,
  context: OperationContext,
): Promise<CodePackage> {
  const { PackageSha256, ZipFile, ImageUri, S3Bucket, SourceKMSKeyArn } = input;
  if (ImageUri !== undefined) throw noImages();
  refuseNotBuilt(operation, { 'code from S3': S3Bucket, SourceKMSKeyArn });
  if (PackageSha256 !== undefined) {
    const known = context.lambda.packages.get(PackageSha256);
    // Only Varco itself names packages so: one that is not there is a defect.
    if (known === null) throw new Error(`no package ${PackageSha256}`);
    return known;
  }
  if (ZipFile === undefined) throw invalidParameter('Please provide a source for function code.');
  if (ZipFile.byteLength > packageZippedBytesMax) {
    throw tooLarge(`Zipped size must be smaller than ${packageZippedBytesMax} bytes`);
  }
  try {
    return await context.lambda.packages.fromZip(ZipFile);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // AWS says `Unzipped size must be smaller than 262144000 bytes` where that is the reason; here the cause tells.
    const refused = invalidParameter(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
    refused.cause = error;
    throw refused;
  }
}

export function noImages(): Error {
  return notBuilt('functions from container images (PackageType Image, ImageUri): give a zip package');
}
