// ListFunctionUrlConfigs: the addresses of a function and its aliases.
import type { ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { functionNamed, readUnqualifiedName } from './function-reference.ts';
import { findUrlOwner, noSuchFunction, urlShape } from './function-url-config.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function listFunctionUrlConfigs(
  input: ListFunctionUrlConfigsRequest,
  context: OperationContext,
): Promise<ListFunctionUrlConfigsResponse> {
  pageConstraints(input);
  const name = readUnqualifiedName(input, context, 'read');
  const document = await findUrlOwner(context, name);
  if (document === null) throw noSuchFunction();
  const urls = Object.entries(document.urls ?? {}).filter(
    ([alias]) => alias === '' || Object.hasOwn(document.aliases, alias),
  );
  const { items, marker } = pageOf(
    urls,
    ([alias]) => alias,
    input,
    ([alias, url]) => urlShape(functionNamed(name.functionName, alias || null, context), url, context),
  );
  return { FunctionUrlConfigs: items, ...marker };
}
