// UpdateGatewayResponse: patches on an API's own answer for one type of refusal; where there is none yet, on the default.
import type { GatewayResponse, UpdateGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { GatewayResponseModel } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { badRequest } from './errors.ts';
import { gatewayResponseShape, newGatewayResponse, responseTypeConstraints } from './gateway-responses.ts';
import { contentTypeMissing, parameterMissing, patchEntry } from './map-patches.ts';
import { invalidPath, type Patch, readPatches } from './patch-operations.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateGatewayResponse(
  input: UpdateGatewayResponseRequest,
  context: OperationContext,
): Promise<GatewayResponse> {
  const patches = readPatches(
    'updateGatewayResponseInput',
    input.patchOperations,
    ...responseTypeConstraints(input.responseType),
  );
  const responseType = input.responseType!;
  const api = await changeRestApi(context, input.restApiId, (current) => {
    const own = current.gatewayResponses[responseType] ?? newGatewayResponse(responseType, {});
    const gatewayResponses = {
      ...current.gatewayResponses,
      [responseType]: patches.reduce(patchResponse, own),
    };
    return { ...current, gatewayResponses };
  });
  return gatewayResponseShape(api, responseType);
}

/** Maps take every operation; the status code takes `replace` alone, and another is a wrong path (recorded). */
function patchResponse(response: GatewayResponseModel, patch: Patch): GatewayResponseModel {
  const { op, path, segments, value } = patch;
  const [member] = segments;
  if (path === '/statusCode' && op === 'replace') return { ...response, statusCode: readStatusCode(value) };
  if (segments.length !== 2) throw invalidPath(path);
  if (member === 'responseParameters') {
    const responseParameters = patchEntry(response.responseParameters, patch, {
      read: (text) => filledText(text, member),
      missing: parameterMissing,
    });
    return { ...response, responseParameters };
  }
  if (member === 'responseTemplates') {
    const responseTemplates = patchEntry(response.responseTemplates, patch, {
      read: (text) => filledText(text, member),
      missing: contentTypeMissing,
    });
    return { ...response, responseTemplates };
  }
  throw invalidPath(path);
}

function filledText(text: string | null, member: string): string {
  if (!text) throw badRequest(`Invalid null or empty value in ${member}`);
  return text;
}

/** Nothing: the type's own. AWS's words for a code that is none are unknown. */
function readStatusCode(value: string | null): string | null {
  if (!value) return null;
  if (!/^[1-5]\d\d$/.test(value)) throw badRequest(`Invalid status code specified: ${value}`);
  return value;
}
