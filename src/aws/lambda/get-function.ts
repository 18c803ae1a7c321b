// GetFunction: a function, version or alias with what stands beside its configuration.
import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { filled, present } from '../present.ts';
import { codeLocation } from './code-location.ts';
import { functionNotFound } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { functionShape } from './function-shape.ts';
import { configurationAt, findFunction } from './functions.ts';

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
    Code: present({
      RepositoryType: 'S3',
      Location: codeLocation(configuration.codeSha256, context),
    }),
    Tags: filled(document.tags),
    Concurrency:
      reservedConcurrency === null ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
  });
}
