// UpdateMethodResponse: patches on the parameters and models of a declared status code, all or none.
import type { MethodResponse, UpdateMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { MethodResponseModel, RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeMethod } from './changes.ts';
import { methodResponseOf } from './lookups.ts';
import { contentTypeMissing, parameterMissing, patchEntry } from './map-patches.ts';
import { methodResponseShape } from './method-shape.ts';
import { assertModels } from './method-validation.ts';
import { invalidPath, type Patch, patchBoolean, readPatches } from './patch-operations.ts';
import { assertResponseParameter, statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateMethodResponse(
  input: UpdateMethodResponseRequest,
  context: OperationContext,
): Promise<MethodResponse> {
  const patches = readPatches(
    'updateMethodResponseInput',
    input.patchOperations,
    statusCodeConstraint(input.statusCode),
  );
  const statusCode = input.statusCode ?? '';
  const method = await changeMethod(context, input, (current, _resource, api) => {
    const response = patches.reduce(
      (patched, patch) => patchResponse(api, patched, patch),
      methodResponseOf(current, statusCode),
    );
    return { ...current, methodResponses: { ...current.methodResponses, [statusCode]: response } };
  });
  return methodResponseShape(methodResponseOf(method, statusCode), statusCode);
}

function patchResponse(
  api: RestApiDocument,
  response: MethodResponseModel,
  patch: Patch,
): MethodResponseModel {
  const [member] = patch.segments;
  if (patch.segments.length !== 2) throw invalidPath(patch.path);
  if (member === 'responseParameters') {
    const responseParameters = patchEntry(response.responseParameters, patch, {
      read: (value, name) => {
        assertResponseParameter(name);
        return patchBoolean(value);
      },
      missing: parameterMissing,
    });
    return { ...response, responseParameters };
  }
  if (member === 'responseModels') {
    const responseModels = patchEntry(response.responseModels, patch, {
      read: (value) => {
        assertModels(api, { model: value ?? '' });
        return value ?? '';
      },
      missing: contentTypeMissing,
    });
    return { ...response, responseModels };
  }
  throw invalidPath(patch.path);
}
