// The methods and gateway responses of an API's OpenAPI document, as SAM writes it or as it stands in the template.
import type {
  GatewayResponseInTemplate,
  IntegrationInTemplate,
  MethodInTemplate,
} from '../../doctor/static/template/facts.ts';
import { isMap, own, scalarText, type TemplateValue } from '../../project/template-value.ts';
import { numberOf, type ReadResource } from './template-resources.ts';

const verbs: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'x-amazon-apigateway-any-method',
]);

/** The methods of an API's OpenAPI document, as SAM writes it or as it stands in the template. */
export function methodsOfDocument(read: ReadResource): readonly MethodInTemplate[] {
  const body = read.value('Body');
  const paths = isMap(body) ? own(body, 'paths') : undefined;
  if (!isMap(paths)) return [];
  return Object.entries(paths).flatMap(([path, operations]) =>
    !isMap(operations)
      ? []
      : Object.entries(operations).flatMap(([verb, operation]): MethodInTemplate[] =>
          !verbs.has(verb) || !isMap(operation)
            ? []
            : [
                {
                  logicalId: read.logicalId,
                  at: read.at,
                  api: read.logicalId,
                  method: verb === 'x-amazon-apigateway-any-method' ? 'ANY' : verb.toUpperCase(),
                  path,
                  integration: documentIntegration(own(operation, 'x-amazon-apigateway-integration')),
                  authorization: 'NONE',
                  hasAuthorizer: false,
                  authorizer: null,
                  isResource: false,
                },
              ],
        ),
  );
}

function documentIntegration(value: TemplateValue | undefined): IntegrationInTemplate | null {
  if (!isMap(value)) return null;
  return {
    type: (scalarText(own(value, 'type')) ?? '').toUpperCase(),
    httpMethod: scalarText(own(value, 'httpMethod')),
    uri: scalarText(own(value, 'uri')),
    hasCredentials: own(value, 'credentials') !== undefined,
    timeoutMs: numberOf(own(value, 'timeoutInMillis')),
  };
}

export function gatewayResponsesOfDocument(read: ReadResource): readonly GatewayResponseInTemplate[] {
  const body = read.value('Body');
  const responses = isMap(body) ? own(body, 'x-amazon-apigateway-gateway-responses') : undefined;
  if (!isMap(responses)) return [];
  return Object.entries(responses).map(([responseType, response]) => {
    const parameters = isMap(response) ? own(response, 'responseParameters') : undefined;
    return {
      logicalId: read.logicalId,
      at: read.at,
      api: read.logicalId,
      responseType,
      headers: isMap(parameters) ? Object.keys(parameters).map((name) => name.toLowerCase()) : [],
    };
  });
}
