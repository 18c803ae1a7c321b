// CreateFunctionUrlConfig: an address of its own for a function or alias.
import type { CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { Ids } from '../../core/ids.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { resourceConflict } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import {
  assertUrlInput,
  createdUrlShape,
  findUrlOwner,
  noSuchFunction,
  readCors,
  urlAt,
  withUrl,
} from './function-url-config.ts';
import { whileChangingFunction, writeFunction } from './functions.ts';

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException,
 * ResourceConflictException
 */
export async function createFunctionUrlConfig(
  input: CreateFunctionUrlConfigRequest,
  context: OperationContext,
): Promise<CreateFunctionUrlConfigResponse> {
  assertUrlInput(input);
  assertConstraints(required('authType', input.AuthType));
  const name = readFunctionName(input, context, 'read');
  return whileChangingFunction(context, name, async () => {
    const document = await findUrlOwner(context, name);
    if (document === null) throw noSuchFunction();
    if (urlAt(document, name) !== undefined) {
      throw resourceConflict(
        `Failed to create function url config for [functionArn = ${name.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }
    const createdMs = context.clock.nowMs();
    const url = {
      urlId: newUrlId(context.ids),
      authType: input.AuthType ?? 'AWS_IAM',
      cors: readCors(input.Cors),
      invokeMode: input.InvokeMode ?? null,
      createdMs,
      lastModifiedMs: createdMs,
    };
    await writeFunction(context, withUrl(document, name, url));
    return createdUrlShape(name, url, context);
  });
}

const urlIdCharacters = 32;

function newUrlId(ids: Ids): string {
  let id = '';
  while (id.length < urlIdCharacters) id += ids.tenCharacters();
  return id.slice(0, urlIdCharacters);
}
