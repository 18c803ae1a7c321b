// DeleteFunctionEventInvokeConfig: asynchronous invocations are treated by default again.
import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { eventConfigurationAt, eventQualifier, noEventConfiguration } from './event-invoke-configuration.ts';
import { readFunctionName } from './function-reference.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function deleteFunctionEventInvokeConfig(
  input: DeleteFunctionEventInvokeConfigRequest,
  context: OperationContext,
): Promise<void> {
  const name = readFunctionName(input, context, 'read');
  await whileChangingFunction(context, name, async () => {
    const document = await context.store.get<FunctionDocument>('function', name.functionName);
    if (document === null || eventConfigurationAt(document, name) === undefined) {
      throw noEventConfiguration(name);
    }
    const { [eventQualifier(name)]: _gone, ...eventInvokeConfigurations } =
      document.eventInvokeConfigurations ?? {};
    await writeFunction(context, { ...document, eventInvokeConfigurations });
  });
}
