// What a patch may change of a method, path by path.
import type { MethodModel, RestApiDocument } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';
import { contentTypeMissing, parameterMissing, patchEntry } from './map-patches.ts';
import {
  assertModels,
  assertRequestParameters,
  assertRequestValidator,
  readAuthorizationType,
  settleAuthorization,
} from './method-validation.ts';
import { assertOperation, invalidPath, type Patch, patchBoolean } from './patch-operations.ts';

/**
 * All patches, and then what they make together: whether an authorizer is there shows with its type only (recorded).
 *
 * @throws AwsError BadRequestException, NotFoundException
 */
export function patchedMethod(
  api: RestApiDocument,
  current: MethodModel,
  patches: readonly Patch[],
): MethodModel {
  const patched = patches.reduce((method, patch) => patchMethod(api, method, patch), current);
  const { authorizationScopes: _scopes, ...rest } = patched;
  return { ...rest, ...settleAuthorization(api, patched) };
}

function patchMethod(api: RestApiDocument, method: MethodModel, patch: Patch): MethodModel {
  const { segments, value } = patch;
  const [member] = segments;
  if (member === 'requestParameters' && segments.length === 2) return patchParameter(method, patch);
  if (member === 'requestModels' && segments.length === 2) return patchModelOf(api, method, patch);
  if (member === 'authorizationScopes') return patchScopes(method, patch);
  if (segments.length !== 1) throw invalidPath(patch.path);
  switch (member) {
    case 'authorizationType':
      assertOperation(patch, ['replace']);
      return { ...method, authorizationType: readAuthorizationType(value ?? '') };
    case 'authorizerId':
      assertOperation(patch, ['replace']);
      return { ...method, authorizerId: value || null };
    case 'apiKeyRequired':
      assertOperation(patch, ['replace']);
      return { ...method, apiKeyRequired: patchBoolean(value) };
    case 'operationName':
      assertOperation(patch, ['replace']);
      return { ...method, operationName: value || null };
    case 'requestValidatorId':
      assertOperation(patch, ['replace']);
      assertRequestValidator(api, value || null);
      return { ...method, requestValidatorId: value || null };
    default:
      throw invalidPath(patch.path);
  }
}

function patchParameter(method: MethodModel, patch: Patch): MethodModel {
  const requestParameters = patchEntry(method.requestParameters, patch, {
    read: patchBoolean,
    missing: parameterMissing,
    replaceMakes: true,
  });
  assertRequestParameters(requestParameters);
  return { ...method, requestParameters };
}

function patchModelOf(api: RestApiDocument, method: MethodModel, patch: Patch): MethodModel {
  const requestModels = patchEntry(method.requestModels, patch, {
    read: (name) => name ?? '',
    missing: contentTypeMissing,
    replaceMakes: true,
  });
  if (patch.op !== 'remove') assertModels(api, { model: requestModels[patch.segments[1]!]! });
  return { ...method, requestModels };
}

/** The scope is the value; some tools put it into the path as well. */
function patchScopes(method: MethodModel, patch: Patch): MethodModel {
  if (patch.segments.length > 2) throw invalidPath(patch.path);
  // AWS's words are unknown.
  assertOperation(patch, ['add', 'remove']);
  const scope = patch.value ?? patch.segments[1] ?? '';
  if (scope === '') throw badRequest('Authorization scope cannot be empty');
  const others = (method.authorizationScopes ?? []).filter((other) => other !== scope);
  return { ...method, authorizationScopes: patch.op === 'add' ? [...others, scope] : others };
}
