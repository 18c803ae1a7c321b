// GetFunctionEventInvokeConfig: what becomes of asynchronous invocations of a function, version or alias.
import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import {
  eventConfigurationAt,
  eventConfigurationShape,
  eventQualifier,
  noEventConfiguration,
} from './event-invoke-configuration.ts';
import { readFunctionName } from './function-reference.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionEventInvokeConfig(
  input: GetFunctionEventInvokeConfigRequest,
  context: OperationContext,
): Promise<FunctionEventInvokeConfig> {
  const name = readFunctionName(input, context, 'read');
  const document = await context.store.get<FunctionDocument>('function', name.functionName);
  const configuration = eventConfigurationAt(document, name);
  if (configuration === undefined) throw noEventConfiguration(name);
  return eventConfigurationShape(name.unqualifiedArn, eventQualifier(name), configuration);
}
