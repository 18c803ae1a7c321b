// PutProvisionedConcurrencyConfig: keeps environments ready for a version or alias.
import type {
  PutProvisionedConcurrencyConfigRequest,
  PutProvisionedConcurrencyConfigResponse,
} from '@aws-sdk/client-lambda';
import { assertConstraints, required, valueBetween } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { lambdaTimeOf, whileChangingFunction, writeFunction } from './functions.ts';
import {
  assertNoOverlap,
  assertProvisionable,
  findQualified,
  requireQualifier,
} from './provisioned-concurrency.ts';

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException,
 * ResourceConflictException
 */
export async function putProvisionedConcurrencyConfig(
  input: PutProvisionedConcurrencyConfigRequest,
  context: OperationContext,
): Promise<PutProvisionedConcurrencyConfigResponse> {
  const requested = input.ProvisionedConcurrentExecutions ?? 0;
  assertConstraints(
    required('provisionedConcurrentExecutions', input.ProvisionedConcurrentExecutions),
    valueBetween('provisionedConcurrentExecutions', input.ProvisionedConcurrentExecutions, 1),
  );
  const name = requireQualifier(
    readFunctionName(input, context, 'read'),
    'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
  );
  const lastModifiedMs = context.clock.nowMs();
  await whileChangingFunction(context, name, async () => {
    const document = await findQualified(context, name);
    assertNoOverlap(document, name);
    await assertProvisionable(document, name, requested, context);
    const provisionedConcurrency = {
      ...document.provisionedConcurrency,
      [name.qualifier]: { requested, lastModifiedMs },
    };
    await writeFunction(context, { ...document, provisionedConcurrency });
  });
  // Nothing is ready yet, whatever was before (recorded).
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: 0,
    AllocatedProvisionedConcurrentExecutions: 0,
    Status: 'IN_PROGRESS',
    LastModified: lambdaTimeOf(lastModifiedMs),
  };
}
