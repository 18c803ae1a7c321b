// UpdateFunctionUrlConfig: the members that were sent; the others stay.
import type { UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import {
  assertUrlInput,
  createdUrlShape,
  findUrlOwner,
  noSuchFunction,
  noUrl,
  readCors,
  urlAt,
  urlShape,
  withUrl,
} from './function-url-config.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function updateFunctionUrlConfig(
  input: UpdateFunctionUrlConfigRequest,
  context: OperationContext,
): Promise<UpdateFunctionUrlConfigResponse> {
  assertUrlInput(input);
  const name = readFunctionName(input, context, 'read');
  return whileChangingFunction(context, name, async () => {
    const document = await findUrlOwner(context, name);
    if (document === null) throw noSuchFunction();
    const current = urlAt(document, name);
    if (current === undefined) throw noUrl();
    const url = {
      ...current,
      authType: input.AuthType ?? current.authType,
      cors: input.Cors === undefined ? current.cors : readCors(input.Cors),
      invokeMode: input.InvokeMode ?? current.invokeMode,
      lastModifiedMs: context.clock.nowMs(),
    };
    await writeFunction(context, withUrl(document, name, url));
    // An invoke mode that nobody ever sent is not answered (recorded).
    const { LastModifiedTime } = urlShape(name, url, context);
    return { ...createdUrlShape(name, url, context), LastModifiedTime };
  });
}
