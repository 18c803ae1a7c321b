// ProvisionedConcurrencyConfig of a version or alias → PutProvisionedConcurrencyConfig.
import type { OperationContext } from '../../aws/context.ts';
import { putProvisionedConcurrencyConfig } from '../../aws/lambda/put-provisioned-concurrency-config.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, mapOf, type Verdict } from '../property-table.ts';

/** What keeps environments ready: the same in both resource types, and in SAM's functions. */
export const provisionedConcurrency: Verdict = mapOf({ ProvisionedConcurrentExecutions: honoured });

export async function provision(
  read: PropertyReader,
  qualified: { readonly FunctionName: string; readonly Qualifier: string },
  context: OperationContext,
): Promise<void> {
  const executions = read.within('ProvisionedConcurrencyConfig')?.number('ProvisionedConcurrentExecutions');
  if (executions === undefined) return;
  await putProvisionedConcurrencyConfig(
    { ...qualified, ProvisionedConcurrentExecutions: executions },
    context,
  );
}
