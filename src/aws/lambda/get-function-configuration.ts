// GetFunctionConfiguration: the configuration of a function, version or alias alone.
import type {
  FunctionConfiguration as FunctionAnswer,
  GetFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { functionNotFound } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { functionShape } from './function-shape.ts';
import { configurationAt, findFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionConfiguration(
  input: GetFunctionConfigurationRequest,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readFunctionName(input, context, 'read');
  const configuration = configurationAt(await findFunction(context, name), name.qualifier);
  if (configuration === null) throw functionNotFound(name.arn);
  return functionShape(configuration, name.qualifier);
}
