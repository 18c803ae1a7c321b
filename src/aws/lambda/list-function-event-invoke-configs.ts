// ListFunctionEventInvokeConfigs: a function's own configuration and those of its versions and aliases.
import type {
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { eventConfigurationShape, findInvokable } from './event-invoke-configuration.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function listFunctionEventInvokeConfigs(
  input: ListFunctionEventInvokeConfigsRequest,
  context: OperationContext,
): Promise<ListFunctionEventInvokeConfigsResponse> {
  pageConstraints(input);
  const name = readUnqualifiedName(input, context, 'read');
  const document = await findInvokable(context, name);
  const { items, marker } = pageOf(
    Object.entries(document.eventInvokeConfigurations ?? {}),
    ([qualifier]) => qualifier,
    input,
    ([qualifier, configuration]) => eventConfigurationShape(name.unqualifiedArn, qualifier, configuration),
  );
  return { FunctionEventInvokeConfigs: items, ...marker };
}
