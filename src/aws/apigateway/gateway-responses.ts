// Gateway responses: AWS's defaults, what a customised type answers, and how DEFAULT_4XX and DEFAULT_5XX spread (SPEC §8).
import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import type { GatewayResponseType } from '../../execution/outcome.ts';
import type { GatewayResponseModel, RestApiDocument } from '../../gateway/model.ts';
import { type ConstraintCheck, oneOf, required } from '../constraints.ts';
import { present } from '../present.ts';

/** In the order in which AWS prints them; null where a type has no status of its own. */
const defaultStatusCodes: Readonly<Record<GatewayResponseType, string | null>> = {
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  MISSING_AUTHENTICATION_TOKEN: '403',
  BAD_REQUEST_BODY: '400',
  INVALID_SIGNATURE: '403',
  INVALID_API_KEY: '403',
  BAD_REQUEST_PARAMETERS: '400',
  AUTHORIZER_FAILURE: '500',
  UNAUTHORIZED: '401',
  INTEGRATION_TIMEOUT: '504',
  ACCESS_DENIED: '403',
  DEFAULT_4XX: null,
  DEFAULT_5XX: null,
  WAF_FILTERED: '403',
  QUOTA_EXCEEDED: '429',
  THROTTLED: '429',
  API_CONFIGURATION_ERROR: '500',
  UNSUPPORTED_MEDIA_TYPE: '415',
  INTEGRATION_FAILURE: '504',
  EXPIRED_TOKEN: '403',
};

export const gatewayResponseTypes = Object.keys(defaultStatusCodes) as readonly GatewayResponseType[];

/** What every type answers unless something else was put. */
const defaultTemplates = { 'application/json': '{"message":$context.error.messageString}' } as const;

/** The type stands in the path of its operations. */
export function responseTypeConstraints(responseType: string | undefined): readonly ConstraintCheck[] {
  return [required('responseType', responseType), oneOf('responseType', responseType, gatewayResponseTypes)];
}

/** A put type with what was left out taken from the type's defaults (recorded). */
export function newGatewayResponse(
  responseType: GatewayResponseType,
  put: {
    readonly statusCode?: string | undefined;
    readonly responseParameters?: Readonly<Record<string, string>> | undefined;
    readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
  },
): GatewayResponseModel {
  return {
    responseType,
    statusCode: put.statusCode ?? defaultStatusCodes[responseType],
    responseParameters: { ...put.responseParameters },
    responseTemplates: { ...(put.responseTemplates ?? defaultTemplates) },
  };
}

/** A type as it is in force: its own, or that of its DEFAULT_*, or AWS's; only its own is no default response. */
export function gatewayResponseShape(
  api: RestApiDocument,
  responseType: GatewayResponseType,
): GatewayResponse {
  const custom = api.gatewayResponses[responseType];
  const inForce = custom ?? inherited(api, responseType) ?? newGatewayResponse(responseType, {});
  return present({
    responseType,
    statusCode: inForce.statusCode,
    responseParameters: { ...inForce.responseParameters },
    responseTemplates: { ...inForce.responseTemplates },
    defaultResponse: custom === undefined,
  });
}

/** A customised DEFAULT_5XX speaks for every 5xx type without an own response, its status included (recorded). */
function inherited(
  api: RestApiDocument,
  responseType: GatewayResponseType,
): GatewayResponseModel | undefined {
  const own = defaultStatusCodes[responseType];
  const general =
    own === null ? undefined : api.gatewayResponses[own.startsWith('5') ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];
  return general && { ...general, statusCode: general.statusCode ?? own };
}
