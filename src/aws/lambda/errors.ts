// The errors of Lambda's control plane; each but the plain validation error says whose fault it is.
import { AwsError } from '../../core/errors.ts';

const byUser = { Type: 'User' } as const;

export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, message, byUser);
}

export function functionNotFound(arn: string): AwsError {
  return resourceNotFound(`Function not found: ${arn}`);
}

export function aliasNotFound(arn: string): AwsError {
  return resourceNotFound(`Cannot find alias arn: ${arn}`);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', 400, message, byUser);
}

export function resourceConflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', 409, message, byUser);
}

export function tooLarge(message: string): AwsError {
  return new AwsError('RequestEntityTooLargeException', 413, message);
}

/** @param operation Where the caller finds the revision that counts. */
export function revisionMismatch(
  operation: 'GetFunction/GetAlias' | 'GetPolicy' | 'GetLayerPolicy',
): AwsError {
  return new AwsError(
    'PreconditionFailedException',
    412,
    `The Revision Id provided does not match the latest Revision Id. Call the ${operation} API to retrieve the latest Revision Id`,
    byUser,
  );
}
