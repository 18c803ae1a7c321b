// An API as a definition in Swagger 2.0 or OpenAPI 3.0, with as many of AWS's extensions as are asked for (recorded in May 2025).
import type { MethodModel, RestApiDocument } from '../../../gateway/model.ts';
import { filled, present } from '../../present.ts';
import { oas30Operation, swaggerOperation } from './export-operation.ts';
import { exportSchemas } from './export-schemas.ts';
import { exportSchemes } from './export-security.ts';

export interface ExportedExtensions {
  readonly integrations: boolean;
  readonly authorizers: boolean;
  /** Those of the API itself: binary media types, gateway responses, validators … */
  readonly api: boolean;
}

export interface ExportPlace {
  /** `abc123.execute-api.eu-south-1.amazonaws.com`. */
  readonly host: string;
  readonly stage: string;
  readonly extensions: ExportedExtensions;
}

/** AWS gives an API without a version the date of its creation. */
export function versionOf(api: RestApiDocument): string {
  return api.version ?? `${new Date(api.createdAtMs).toISOString().slice(0, 19)}Z`;
}

export function exportSwagger(api: RestApiDocument, place: ExportPlace): object {
  const { host, stage, extensions } = place;
  return present({
    swagger: '2.0',
    info: present({ description: api.description, version: versionOf(api), title: api.name }),
    host,
    basePath: `/${stage}`,
    schemes: ['https'],
    paths: pathsOf(api, extensions, swaggerOperation),
    securityDefinitions: filled(exportSchemes(api, extensions.authorizers)),
    definitions: filled(exportSchemas(api, '#/definitions/')),
    ...apiExtensions(api, extensions),
  });
}

export function exportOas30(api: RestApiDocument, place: ExportPlace): object {
  const { host, stage, extensions } = place;
  return present({
    openapi: '3.0.1',
    info: present({ title: api.name, description: api.description, version: versionOf(api) }),
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage } } }],
    paths: pathsOf(api, extensions, oas30Operation),
    components: present({
      schemas: filled(exportSchemas(api, '#/components/schemas/')),
      securitySchemes: filled(exportSchemes(api, extensions.authorizers)),
    }),
    ...apiExtensions(api, extensions),
  });
}

type OperationExport = typeof swaggerOperation;

/** A resource without methods is none of the definition's paths. */
function pathsOf(
  api: RestApiDocument,
  extensions: ExportedExtensions,
  operation: OperationExport,
): Record<string, object> {
  const paths: [string, object][] = Object.values(api.resources)
    .filter(({ methods }) => Object.keys(methods).length > 0)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ id: resourceId, path, methods }) => [
      path,
      Object.fromEntries(
        Object.values(methods).map((method): [string, object] => [
          operationName(method),
          operation(method, { api, resourceId, extensions }),
        ]),
      ),
    ]);
  return Object.fromEntries(paths);
}

function operationName({ httpMethod }: MethodModel): string {
  return httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();
}

function apiExtensions(api: RestApiDocument, extensions: ExportedExtensions): object {
  if (!extensions.api) return {};
  const { binaryMediaTypes, vpcEndpointIds, disableExecuteApiEndpoint } = api;
  const endpoint = present({
    disableExecuteApiEndpoint: disableExecuteApiEndpoint ? true : undefined,
    vpcEndpointIds,
  });
  return {
    'x-amazon-apigateway-gateway-responses': filled(gatewayResponsesOf(api)),
    'x-amazon-apigateway-request-validators': filled(validatorsOf(api)),
    'x-amazon-apigateway-binary-media-types':
      binaryMediaTypes.length === 0 ? undefined : [...binaryMediaTypes],
    'x-amazon-apigateway-minimum-compression-size': api.minimumCompressionSize,
    // The default is not told (recorded).
    'x-amazon-apigateway-api-key-source': api.apiKeySource === 'HEADER' ? undefined : api.apiKeySource,
    'x-amazon-apigateway-policy': policyOf(api),
    'x-amazon-apigateway-endpoint-configuration': filled(endpoint),
  };
}

function gatewayResponsesOf(api: RestApiDocument): Record<string, object> {
  return Object.fromEntries(
    Object.values(api.gatewayResponses).map((response) => [
      response.responseType,
      present({
        statusCode: response.statusCode === null ? undefined : Number(response.statusCode),
        responseParameters: filled(response.responseParameters),
        responseTemplates: { ...response.responseTemplates },
      }),
    ]),
  );
}

function validatorsOf(api: RestApiDocument): Record<string, object> {
  return Object.fromEntries(
    Object.values(api.requestValidators).map(({ name, validateRequestBody, validateRequestParameters }) => [
      name,
      { validateRequestParameters, validateRequestBody },
    ]),
  );
}

function policyOf({ policy }: RestApiDocument): unknown {
  if (policy === null) return undefined;
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}
