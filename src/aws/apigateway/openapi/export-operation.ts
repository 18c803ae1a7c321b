// A method as an operation, in Swagger 2.0 and in OpenAPI 3.0 (both recorded).
import type { MethodModel, MethodResponseModel, RestApiDocument } from '../../../gateway/model.ts';
import { filled, present } from '../../present.ts';
import type { ExportedExtensions } from './export-definition.ts';
import { exportIntegration } from './export-integration.ts';
import { exportRequirements } from './export-security.ts';

const swaggerSchemas = '#/definitions/';
const oas30Schemas = '#/components/schemas/';

export interface OperationSource {
  readonly api: RestApiDocument;
  readonly resourceId: string;
  readonly extensions: ExportedExtensions;
}

export function swaggerOperation(method: MethodModel, source: OperationSource): object {
  const { requestModels, methodResponses, integration } = method;
  const responses = Object.values(methodResponses);
  const templates = Object.values(integration?.integrationResponses ?? {});
  const body = Object.values(requestModels)[0];
  const parameters: object[] = parametersOf(method).map(({ name, place, required }) => ({
    name,
    in: place,
    required,
    type: 'string',
  }));
  if (body !== undefined) {
    parameters.push({ in: 'body', name: body, required: true, schema: { $ref: `${swaggerSchemas}${body}` } });
  }
  return present({
    operationId: method.operationName,
    consumes: keysOf([requestModels, integration?.requestTemplates ?? {}]),
    produces: keysOf([
      ...responses.map((response) => response.responseModels),
      ...templates.map((response) => response.responseTemplates),
    ]),
    parameters: parameters.length === 0 ? undefined : parameters,
    responses: mapResponses(methodResponses, swaggerResponse),
    ...extensionsOf(method, source),
  });
}

export function oas30Operation(method: MethodModel, source: OperationSource): object {
  const parameters = parametersOf(method).map(({ name, place, required }) =>
    present({
      name,
      in: place,
      required: required ? true : undefined,
      schema: { type: 'string' },
    }),
  );
  const content = contentOf(method.requestModels);
  return present({
    operationId: method.operationName,
    parameters: parameters.length === 0 ? undefined : parameters,
    requestBody: Object.keys(content).length === 0 ? undefined : { content, required: true },
    responses: filled(mapResponses(method.methodResponses, oas30Response)),
    ...extensionsOf(method, source),
  });
}

function extensionsOf(method: MethodModel, { api, resourceId, extensions }: OperationSource): object {
  const { integration, requestValidatorId } = method;
  const validator = requestValidatorId === null ? undefined : api.requestValidators[requestValidatorId];
  return {
    security: exportRequirements(api, method),
    'x-amazon-apigateway-request-validator': extensions.api ? validator?.name : undefined,
    'x-amazon-apigateway-integration':
      extensions.integrations && integration !== null
        ? exportIntegration(integration, resourceId)
        : undefined,
  };
}

interface Parameter {
  readonly name: string;
  readonly place: 'query' | 'header' | 'path';
  readonly required: boolean;
}

const places: Readonly<Record<string, Parameter['place']>> = {
  querystring: 'query',
  multivaluequerystring: 'query',
  header: 'header',
  multivalueheader: 'header',
  path: 'path',
};

function parametersOf({ requestParameters }: MethodModel): readonly Parameter[] {
  return Object.entries(requestParameters).flatMap(([parameter, required]) => {
    const [, kind, name] = /^method\.request\.([a-z]+)\.(.+)$/.exec(parameter) ?? [];
    const place = places[kind ?? ''];
    return place === undefined ? [] : [{ name: name!, place, required }];
  });
}

/** The names of all the maps, each once; undefined where there is none. */
function keysOf(maps: readonly Readonly<Record<string, string>>[]): readonly string[] | undefined {
  const keys = [...new Set(maps.flatMap(Object.keys))];
  return keys.length === 0 ? undefined : keys;
}

function mapResponses(
  responses: MethodModel['methodResponses'],
  shape: (response: MethodResponseModel, statusCode: string) => object,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(responses).map(([statusCode, response]) => [statusCode, shape(response, statusCode)]),
  );
}

function swaggerResponse(response: MethodResponseModel, statusCode: string): object {
  const model = Object.values(response.responseModels)[0];
  return present({
    description: `${statusCode} response`,
    schema: model === undefined ? undefined : { $ref: `${swaggerSchemas}${model}` },
    headers: headersOf(response, { type: 'string' }),
  });
}

function oas30Response(response: MethodResponseModel, statusCode: string): object {
  return present({
    description: `${statusCode} response`,
    headers: headersOf(response, { schema: { type: 'string' } }),
    content: contentOf(response.responseModels),
  });
}

function headersOf({ responseParameters }: MethodResponseModel, value: object): object | undefined {
  return filled(
    Object.fromEntries(
      Object.keys(responseParameters).map((parameter) => [
        parameter.replace(/^method\.response\.header\./, ''),
        value,
      ]),
    ),
  );
}

function contentOf(models: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(models).map(([contentType, name]) => [
      contentType,
      { schema: { $ref: `${oas30Schemas}${name}` } },
    ]),
  );
}
