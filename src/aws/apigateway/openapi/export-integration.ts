// An integration as `x-amazon-apigateway-integration`: what is AWS's default is left out (recorded).
import { integrationTimeoutMsMax } from '../../../core/limits.ts';
import type { IntegrationModel, IntegrationResponseModel } from '../../../gateway/model.ts';
import { filled, present } from '../../present.ts';

export function exportIntegration(integration: IntegrationModel, resourceId: string): object {
  const { connection, timeoutInMillis, cacheNamespace, cacheKeyParameters } = integration;
  return present({
    type: integration.type.toLowerCase(),
    connectionId: connection?.id,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    responses: filled(exportResponses(integration)),
    requestParameters: filled(integration.requestParameters),
    requestTemplates: filled(integration.requestTemplates),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    connectionType: connection?.type,
    timeoutInMillis: timeoutInMillis === integrationTimeoutMsMax ? undefined : timeoutInMillis,
    cacheNamespace: cacheNamespace === resourceId ? undefined : cacheNamespace,
    cacheKeyParameters: cacheKeyParameters.length === 0 ? undefined : [...cacheKeyParameters],
    contentHandling: integration.contentHandling,
    credentials: integration.credentials,
    tlsConfig: integration.insecureSkipVerification === true ? { insecureSkipVerification: true } : undefined,
  });
}

function exportResponses({ integrationResponses }: IntegrationModel): Record<string, object> {
  return Object.fromEntries(
    Object.entries(integrationResponses).map(([statusCode, response]) => [
      response.selectionPattern ?? 'default',
      exportResponse(statusCode, response),
    ]),
  );
}

function exportResponse(statusCode: string, response: IntegrationResponseModel): object {
  return present({
    statusCode,
    responseParameters: filled(response.responseParameters),
    responseTemplates: filled(response.responseTemplates),
    contentHandling: response.contentHandling,
  });
}
