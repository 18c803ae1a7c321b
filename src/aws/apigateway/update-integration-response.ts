// UpdateIntegrationResponse: patches on how one answer of a backend becomes a method response, all or none.
import type { IntegrationResponse, UpdateIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { IntegrationResponseModel } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeIntegration } from './changes.ts';
import { readContentHandling } from './integration-patches.ts';
import { assertContentTypes, assertResponseMappings } from './integration-validation.ts';
import { integrationResponseOf } from './lookups.ts';
import { contentTypeMissing, parameterMissing, patchEntry } from './map-patches.ts';
import { integrationResponseShape } from './method-shape.ts';
import { assertOperation, invalidPath, type Patch, readPatches } from './patch-operations.ts';
import { statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateIntegrationResponse(
  input: UpdateIntegrationResponseRequest,
  context: OperationContext,
): Promise<IntegrationResponse> {
  const patches = readPatches(
    'updateIntegrationResponseInput',
    input.patchOperations,
    statusCodeConstraint(input.statusCode),
  );
  const statusCode = input.statusCode ?? '';
  const integration = await changeIntegration(context, input, (current, method) => {
    const response = patches.reduce(patchResponse, integrationResponseOf(current, statusCode));
    assertContentTypes(response.responseTemplates);
    if (patches.some(({ segments }) => segments[0] === 'responseParameters')) {
      assertResponseMappings(response.responseParameters, method, statusCode);
    }
    return {
      ...current,
      integrationResponses: { ...current.integrationResponses, [statusCode]: response },
    };
  });
  return integrationResponseShape(integrationResponseOf(integration, statusCode), statusCode);
}

function patchResponse(response: IntegrationResponseModel, patch: Patch): IntegrationResponseModel {
  const { path, segments, value } = patch;
  const [member] = segments;
  const read = (text: string | null): string => text ?? '';
  if (segments.length === 2 && member === 'responseParameters') {
    const responseParameters = patchEntry(response.responseParameters, patch, {
      read,
      missing: parameterMissing,
      replaceMakes: true,
    });
    return { ...response, responseParameters };
  }
  if (segments.length === 2 && member === 'responseTemplates') {
    const responseTemplates = patchEntry(response.responseTemplates, patch, {
      read,
      missing: contentTypeMissing,
      replaceMakes: true,
    });
    return { ...response, responseTemplates };
  }
  if (path === '/contentHandling') {
    assertOperation(patch, ['replace']);
    return { ...response, contentHandling: readContentHandling(value || null) };
  }
  if (path === '/selectionPattern') {
    assertOperation(patch, ['replace']);
    return { ...response, selectionPattern: value };
  }
  throw invalidPath(path);
}
