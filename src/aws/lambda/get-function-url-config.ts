// GetFunctionUrlConfig: the address of a function or alias.
import type { GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { assertUrlInput, findUrlOwner, noUrl, urlAt, urlShape } from './function-url-config.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getFunctionUrlConfig(
  input: GetFunctionUrlConfigRequest,
  context: OperationContext,
): Promise<GetFunctionUrlConfigResponse> {
  assertUrlInput(input);
  const name = readFunctionName(input, context, 'read');
  const url = urlAt(await findUrlOwner(context, name), name);
  if (url === undefined) throw noUrl();
  return urlShape(name, url, context);
}
