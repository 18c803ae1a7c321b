// Where a function's code comes from: a zip in the request, an object in S3, or a package that Varco already holds.
import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { CodePackage } from '../../lambda/package.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import { readUploadedZip } from './uploaded-zip.ts';

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
  const { PackageSha256, ImageUri, SourceKMSKeyArn } = input;
  if (ImageUri !== undefined) throw noImages();
  refuseNotBuilt(operation, { SourceKMSKeyArn });
  if (PackageSha256 === undefined) {
    return readUploadedZip(input, 'Please provide a source for function code.', context);
  }
  return heldPackage(PackageSha256, context);
}

/** Only Varco itself names packages so: one that is not there is a defect. */
export function heldPackage(sha256: string, { lambda }: OperationContext): CodePackage {
  const held = lambda.packages.get(sha256);
  if (held === null) throw new Error(`no package ${sha256}`);
  return held;
}

export function noImages(): Error {
  return notBuilt('functions from container images (PackageType Image, ImageUri)');
}
