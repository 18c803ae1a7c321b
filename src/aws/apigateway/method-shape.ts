// A method with its responses and its integration, as the operations answer them.
import type { Integration, IntegrationResponse, Method, MethodResponse } from '@aws-sdk/client-api-gateway';
import type {
  IntegrationModel,
  IntegrationResponseModel,
  MethodModel,
  MethodResponseModel,
} from '../../gateway/model.ts';
import { filled, present } from '../present.ts';

export function methodShape(method: MethodModel): Method {
  const { methodResponses, integration } = method;
  return present({
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    authorizationScopes: method.authorizationScopes && [...method.authorizationScopes],
    authorizerId: method.authorizerId,
    apiKeyRequired: method.apiKeyRequired,
    requestValidatorId: method.requestValidatorId,
    operationName: method.operationName,
    requestParameters: filled(method.requestParameters),
    requestModels: filled(method.requestModels),
    methodResponses: filled(mapValues(methodResponses, methodResponseShape)),
    methodIntegration: integration === null ? undefined : integrationShape(integration),
  });
}

export function methodResponseShape(response: MethodResponseModel, statusCode: string): MethodResponse {
  return present({
    statusCode,
    responseParameters: sent('responseParameters', response.responseParameters, response.sentEmpty),
    responseModels: sent('responseModels', response.responseModels, response.sentEmpty),
  });
}

// AWS also answers `integrationTarget`, and since November 2025 `responseTransferMode`.

export function integrationShape(integration: IntegrationModel): Integration {
  const { type, connection, insecureSkipVerification } = integration;
  const overHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  return present({
    type,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    connectionType: connection?.type ?? (overHttp ? ('INTERNET' as const) : undefined),
    connectionId: connection?.id,
    credentials: integration.credentials,
    requestParameters: filled(integration.requestParameters),
    requestTemplates: filled(emptyAsNull(integration.requestTemplates)),
    passthroughBehavior: integration.passthroughBehavior,
    contentHandling: integration.contentHandling as Integration['contentHandling'],
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace,
    cacheKeyParameters: [...integration.cacheKeyParameters],
    integrationResponses: filled(mapValues(integration.integrationResponses, integrationResponseShape)),
    tlsConfig: insecureSkipVerification === undefined ? undefined : { insecureSkipVerification },
  });
}

export function integrationResponseShape(
  response: IntegrationResponseModel,
  statusCode: string,
): IntegrationResponse {
  const templates = sent('responseTemplates', response.responseTemplates, response.sentEmpty);
  return present({
    statusCode,
    selectionPattern: response.selectionPattern,
    responseParameters: sent('responseParameters', response.responseParameters, response.sentEmpty),
    responseTemplates: templates === undefined ? undefined : emptyAsNull(templates),
    contentHandling: response.contentHandling as IntegrationResponse['contentHandling'],
  });
}

/** A response's map: with its members, or empty where it was sent empty, or undefined. */
function sent<V>(
  name: string,
  map: Readonly<Record<string, V>>,
  sentEmpty: readonly string[] | undefined,
): Record<string, V> | undefined {
  return filled(map) ?? (sentEmpty?.includes(name) === true ? {} : undefined);
}

/** AWS answers null for a template that is empty (recorded). The SDK's type does not know that null. */
function emptyAsNull(templates: Readonly<Record<string, string>>): Record<string, string> {
  return mapValues(templates, (template) => (template === '' ? (null as unknown as string) : template));
}

function mapValues<V, S>(
  map: Readonly<Record<string, V>>,
  shape: (value: V, key: string) => S,
): Record<string, S> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, shape(value, key)]));
}
