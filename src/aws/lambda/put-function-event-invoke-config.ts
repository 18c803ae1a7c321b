// PutFunctionEventInvokeConfig: sets what becomes of asynchronous invocations; what is not sent goes back to its default.
import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import {
  assertEventSettings,
  eventConfigurationShape,
  eventQualifier,
  findInvokable,
  readEventConfiguration,
  withEventConfiguration,
} from './event-invoke-configuration.ts';
import { readFunctionName } from './function-reference.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function putFunctionEventInvokeConfig(
  input: PutFunctionEventInvokeConfigRequest,
  context: OperationContext,
): Promise<FunctionEventInvokeConfig> {
  const name = readFunctionName(input, context, 'read');
  assertEventSettings(input);
  return whileChangingFunction(context, name, async () => {
    const document = await findInvokable(context, name);
    const configuration = await readEventConfiguration(input, undefined, name, context);
    await writeFunction(context, withEventConfiguration(document, name, configuration));
    return eventConfigurationShape(name.unqualifiedArn, eventQualifier(name), configuration);
  });
}
