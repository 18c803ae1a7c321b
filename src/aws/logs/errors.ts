// The errors of CloudWatch Logs that several operations share, word for word (recorded unless a comment says otherwise).
import { AwsError } from '../../core/errors.ts';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', 400, message);
}

export function notFound(
  what: 'log group' | 'log stream' | 'metric filter' | 'subscription filter',
): AwsError {
  return new AwsError('ResourceNotFoundException', 400, `The specified ${what} does not exist.`);
}

/** Without a full stop, unlike the others. */
export function alreadyExists(what: 'log group' | 'log stream'): AwsError {
  return new AwsError('ResourceAlreadyExistsException', 400, `The specified ${what} already exists`);
}

export function invalidToken(): AwsError {
  return invalidParameter('The specified nextToken is invalid.');
}
