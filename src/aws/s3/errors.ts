// S3's errors, each with the members that S3 puts beside its message.
import { AwsError } from '../../core/errors.ts';

export function noSuchBucket(bucketName: string): AwsError {
  return new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: bucketName });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
}

export function noSuchUpload(uploadId: string): AwsError {
  const text =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  return new AwsError('NoSuchUpload', 404, text, { UploadId: uploadId });
}

/** @param argument Its name and value as S3 repeats them. */
export function invalidArgument(
  message: string,
  argument?: { readonly name: string; readonly value: string },
): AwsError {
  const members =
    argument === undefined ? {} : { ArgumentName: argument.name, ArgumentValue: argument.value };
  return new AwsError('InvalidArgument', 400, message, members);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}

export function malformedXml(): AwsError {
  const text = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new AwsError('MalformedXML', 400, text);
}

export function accessDenied(): AwsError {
  return new AwsError('AccessDenied', 403, 'Access Denied');
}

/** @param condition The header that did not hold, such as `If-Match`. */
export function preconditionFailed(condition: string): AwsError {
  const text = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', 412, text, { Condition: condition });
}

/** A source was replaced or deleted while it was copied: S3 asks to try again where two changes meet. */
export function sourceReplaced(): AwsError {
  const text =
    'A conflicting conditional operation is currently in progress against this resource. Please try again.';
  return new AwsError('OperationAborted', 409, text);
}

export function entityTooLarge(bytesMax: number): AwsError {
  const text = 'Your proposed upload exceeds the maximum allowed size';
  return new AwsError('EntityTooLarge', 400, text, { MaxSizeAllowed: bytesMax });
}
