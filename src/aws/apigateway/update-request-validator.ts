// UpdateRequestValidator: another name, or other checks.
import type { RequestValidator, UpdateRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { RequestValidatorModel } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeRequestValidators } from './changes.ts';
import { badRequest } from './errors.ts';
import { type Patch, patchBoolean, readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';
import { requestValidatorShape } from './request-validator-shape.ts';

const paths: PatchPaths = { replace: ['/name', '/validateRequestParameters', '/validateRequestBody'] };

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateRequestValidator(
  input: UpdateRequestValidatorRequest,
  context: OperationContext,
): Promise<RequestValidator> {
  const patches = readPatches('updateRequestValidatorInput', input.patchOperations);
  const api = await changeRequestValidators(context, input, (validators, validator) => ({
    ...validators,
    [validator.id]: patches.reduce(patchValidator, validator),
  }));
  return requestValidatorShape(api.requestValidators[input.requestValidatorId!]!);
}

function patchValidator(validator: RequestValidatorModel, patch: Patch): RequestValidatorModel {
  assertPath(patch, paths);
  switch (patch.path) {
    case '/validateRequestParameters':
      return { ...validator, validateRequestParameters: patchBoolean(patch.value) };
    case '/validateRequestBody':
      return { ...validator, validateRequestBody: patchBoolean(patch.value) };
    default:
      if (!patch.value?.trim()) throw badRequest('Request Validator name cannot be blank');
      return { ...validator, name: patch.value };
  }
}
