// DeleteFunctionUrlConfig: the address leads nowhere any more.
import type { DeleteFunctionUrlConfigRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { assertUrlInput, findUrlOwner, noUrl, urlAt } from './function-url-config.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function deleteFunctionUrlConfig(
  input: DeleteFunctionUrlConfigRequest,
  context: OperationContext,
): Promise<void> {
  assertUrlInput(input);
  const name = readFunctionName(input, context, 'read');
  await whileChangingFunction(context, name, async () => {
    const document = await findUrlOwner(context, name);
    if (document === null || urlAt(document, name) === undefined) throw noUrl();
    const { [name.qualifier ?? '']: _gone, ...urls } = document.urls ?? {};
    await writeFunction(context, { ...document, urls });
  });
}
