// ListProvisionedConcurrencyConfigs: for which versions and aliases of a function environments are kept ready.
import type {
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { findFunction } from './functions.ts';
import { pageConstraints, pageOf } from './paging.ts';
import { provisionedShape } from './provisioned-concurrency.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function listProvisionedConcurrencyConfigs(
  input: ListProvisionedConcurrencyConfigsRequest,
  context: OperationContext,
): Promise<ListProvisionedConcurrencyConfigsResponse> {
  pageConstraints(input);
  const name = readUnqualifiedName(input, context, 'write');
  const document = await findFunction(context, name);
  const { items, marker } = pageOf(
    Object.entries(document.provisionedConcurrency ?? {}),
    ([qualifier]) => qualifier,
    input,
    ([qualifier, configuration]) => ({
      FunctionArn: `${name.unqualifiedArn}:${qualifier}`,
      ...provisionedShape(document, qualifier, configuration, context),
    }),
  );
  return { ProvisionedConcurrencyConfigs: items, ...marker };
}
