// The errors of CloudWatch that several operations share. Codes are those of its query protocol; the others follow from them.
import { AwsError } from '../../core/errors.ts';

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', 400, message);
}

export function missingParameter(message: string): AwsError {
  return new AwsError('MissingParameter', 400, message);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextToken', 400, 'The next token specified is invalid.');
}

/** What AWS answers to expressions and alarms that do not fit together, by reports of its users. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}
