// UpdateFunctionEventInvokeConfig: changes the members that were sent; the others stay.
import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import {
  assertEventSettings,
  eventConfigurationAt,
  eventConfigurationShape,
  eventQualifier,
  findInvokable,
  noEventConfiguration,
  readEventConfiguration,
  withEventConfiguration,
} from './event-invoke-configuration.ts';
import { readFunctionName } from './function-reference.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function updateFunctionEventInvokeConfig(
  input: UpdateFunctionEventInvokeConfigRequest,
  context: OperationContext,
): Promise<FunctionEventInvokeConfig> {
  const name = readFunctionName(input, context, 'read');
  assertEventSettings(input);
  return whileChangingFunction(context, name, async () => {
    const document = await findInvokable(context, name);
    const current = eventConfigurationAt(document, name);
    if (current === undefined) throw noEventConfiguration(name);
    const configuration = await readEventConfiguration(input, current, name, context);
    await writeFunction(context, withEventConfiguration(document, name, configuration));
    return eventConfigurationShape(name.unqualifiedArn, eventQualifier(name), configuration);
  });
}
