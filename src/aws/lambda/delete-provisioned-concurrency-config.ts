// DeleteProvisionedConcurrencyConfig: no environments are kept ready any more; where none were, nothing changes (recorded).
import type { DeleteProvisionedConcurrencyConfigRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';
import { findQualified, notPublished, requireQualifier } from './provisioned-concurrency.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function deleteProvisionedConcurrencyConfig(
  input: DeleteProvisionedConcurrencyConfigRequest,
  context: OperationContext,
): Promise<void> {
  const name = requireQualifier(readFunctionName(input, context, 'read'), notPublished);
  await whileChangingFunction(context, name, async () => {
    const document = await findQualified(context, name);
    const { [name.qualifier]: _gone, ...provisionedConcurrency } = document.provisionedConcurrency ?? {};
    await writeFunction(context, { ...document, provisionedConcurrency });
  });
}
