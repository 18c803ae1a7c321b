// A function's environment variables: the names Lambda allows, those it keeps for itself, and the room there is.
import { functionEnvironmentBytesMax } from '../../core/limits.ts';
import { brokenConstraint, type ConstraintCheck, pattern } from '../constraints.ts';
import { invalidParameter } from './errors.ts';

type Variables = Readonly<Record<string, string>>;

const namePattern = pattern('[a-zA-Z]([a-zA-Z0-9_])+');

export function variableNamesConstraint(variables: Variables | undefined): ConstraintCheck {
  const names = Object.keys(variables ?? {});
  if (names.every((name) => namePattern.expression.test(name))) return null;
  // AWS prints the whole map. Values are not repeated here: they may be secrets.
  const map = `{${names.map((name) => `${name}=***`).join(', ')}}`;
  const constraint = `Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ${namePattern.text}]`;
  return brokenConstraint('environment.variables', map, constraint);
}

/** What Lambda keeps for itself. */
const reservedVariables = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** @throws AwsError InvalidParameterValueException */
export function assertEnvironment(variables: Variables): void {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  // Chosen: no process can be given such a value, and what AWS says of it is unknown.
  const unsayable = Object.keys(variables).filter((name) => variables[name]!.includes('\0'));
  if (unsayable.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains values with a NUL character. Keys used in this request: ${unsayable.join(', ')}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > functionEnvironmentBytesMax) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}
