// GetFunction: a function, version or alias with what stands beside its configuration.
import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { filled, present } from '../present.ts';
import { functionNotFound } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { functionShape } from './function-shape.ts';
import { configurationAt, findFunction } from './functions.ts';

// AWS also answers `Code.Location`, a signed address from which the package can be had for ten minutes.

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunction(
  input: GetFunctionRequest,
  context: OperationContext,
): Promise<GetFunctionResponse> {
  const name = readFunctionName(input, context, 'read');
  const document = await findFunction(context, name);
  const configuration = configurationAt(document, name.qualifier);
  if (configuration === null) throw functionNotFound(name.arn);
  const { reservedConcurrency } = document;
  return present({
    Configuration: functionShape(configuration, name.qualifier),
    Code: { RepositoryType: 'S3' },
    Tags: filled(document.tags),
    Concurrency:
      reservedConcurrency === null ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
  });
}
