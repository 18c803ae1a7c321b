// One operation of a definition as a method: its parameters, models, responses, security and integration.
import type { MethodModel, MethodResponseModel, RequestValidatorModel } from '../../../gateway/model.ts';
import { badRequest } from '../errors.ts';
import { assertRequestParameters } from '../method-validation.ts';
import type { Definition } from './definition.ts';
import { importIntegration } from './import-integration.ts';
import type { ImportIssues } from './import-issues.ts';
import type { ImportedModels } from './import-models.ts';
import type { ImportedSecurity } from './import-security.ts';
import {
  booleanOf,
  type DefinitionMap,
  filledText,
  isMap,
  listOf,
  mapOf,
  memberOf,
  textListOf,
  textOf,
} from './values.ts';

export interface MethodSource {
  readonly definition: Definition;
  readonly models: ImportedModels;
  readonly security: ImportedSecurity;
  /** By id. */
  readonly validators: Readonly<Record<string, RequestValidatorModel>>;
  readonly issues: ImportIssues;
}

export interface MethodPlace {
  readonly httpMethod: string;
  readonly resourceId: string;
  /** In the API, with the base path where it was put in front. */
  readonly path: string;
  /** The item of `paths`, for the parameters that all of its operations share. */
  readonly pathItem: DefinitionMap;
}

/** Null where it cannot be; the issues say why. */
export function importMethod(
  operation: DefinitionMap,
  place: MethodPlace,
  source: MethodSource,
): MethodModel | null {
  const { issues } = source;
  const { httpMethod, path } = place;
  const where = `method '${httpMethod} ${path}'`;
  const parameters = parametersOf(operation, place, source);
  const method = issues.attempt(
    `Unable to put method '${httpMethod}' on resource at path '${path}'`,
    (): MethodModel => {
      const requestParameters = requestParametersOf(parameters);
      assertRequestParameters(requestParameters);
      return {
        httpMethod,
        ...source.security.of(operation, `of ${where}`),
        operationName: filledText(operation['operationId']),
        requestValidatorId: validatorOf(operation, source),
        requestParameters,
        requestModels: requestModelsOf(operation, parameters, where, source),
        methodResponses: methodResponsesOf(operation, where, source),
        integration: null,
      };
    },
  );
  const given = operation['x-amazon-apigateway-integration'];
  if (method === null || given === undefined) return method;
  const extension = source.definition.resolve(given);
  const integration = importIntegration(extension, { method, resourceId: place.resourceId, path }, issues);
  return { ...method, integration };
}

/** Those of the path first: the operation's own take their place. */
function parametersOf(
  operation: DefinitionMap,
  { pathItem }: MethodPlace,
  { definition, issues }: MethodSource,
): readonly DefinitionMap[] {
  const byPlace = new Map<string, DefinitionMap>();
  for (const value of [...listOf(pathItem['parameters']), ...listOf(operation['parameters'])]) {
    const parameter = definition.resolve(value);
    if (!isMap(parameter)) {
      // AWS's words, if it has any, are unknown.
      const reference = textOf(memberOf(value, '$ref')) ?? 'null';
      issues.warnings.push(`Reference to parameter '${reference}' not found. Ignoring.`);
      continue;
    }
    byPlace.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
  }
  return [...byPlace.values()];
}

const places: Readonly<Record<string, string>> = { query: 'querystring', header: 'header', path: 'path' };

/** Parameters in cookies and forms are none of API Gateway's. */
function requestParametersOf(parameters: readonly DefinitionMap[]): Record<string, boolean> {
  const found: Record<string, boolean> = {};
  for (const parameter of parameters) {
    const place = textOf(memberOf(places, textOf(parameter['in']) ?? ''));
    const name = filledText(parameter['name']);
    if (place === null || name === null) continue;
    found[`method.request.${place}.${name}`] = place === 'path' || booleanOf(parameter['required']);
  }
  return found;
}

function requestModelsOf(
  operation: DefinitionMap,
  parameters: readonly DefinitionMap[],
  method: string,
  source: MethodSource,
): Record<string, string> {
  const { definition, models } = source;
  const where = `body parameter of ${method}`;
  if (definition.version === 'oas30') {
    return modelsByContent(mapOf(definition.resolve(operation['requestBody']))['content'], where, source);
  }
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  const name = body === undefined ? null : models.nameFor(body['schema'], where);
  return name === null ? {} : forEachType(contentTypes(operation, 'consumes', definition), name);
}

function methodResponsesOf(
  operation: DefinitionMap,
  method: string,
  source: MethodSource,
): Readonly<Record<string, MethodResponseModel>> {
  const { definition, models, issues } = source;
  const responses: Record<string, MethodResponseModel> = {};
  for (const [statusCode, value] of Object.entries(mapOf(operation['responses']))) {
    if (statusCode.startsWith('x-')) continue;
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      // AWS's words, if it has any, are unknown.
      issues.warnings.push(`Response '${statusCode}' of ${method} is no status code. Ignoring.`);
      continue;
    }
    const response = mapOf(definition.resolve(value));
    const where = `${statusCode} response to ${method}`;
    const name = definition.version === 'swagger' ? models.nameFor(response['schema'], where) : null;
    responses[statusCode] = {
      // None of a response's headers is required (recorded).
      responseParameters: Object.fromEntries(
        Object.keys(mapOf(response['headers'])).map((header) => [`method.response.header.${header}`, false]),
      ),
      responseModels:
        definition.version === 'oas30'
          ? modelsByContent(response['content'], where, source)
          : name === null
            ? {}
            : forEachType(contentTypes(operation, 'produces', definition), name),
    };
  }
  return responses;
}

function modelsByContent(
  content: unknown,
  where: string,
  { definition, models }: MethodSource,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [contentType, value] of Object.entries(mapOf(content))) {
    const name = models.nameFor(mapOf(definition.resolve(value))['schema'], where);
    if (name !== null) found[contentType] = name;
  }
  return found;
}

function contentTypes(
  operation: DefinitionMap,
  member: 'consumes' | 'produces',
  { document }: Definition,
): readonly string[] {
  const types = textListOf(operation[member] ?? document[member]);
  return types.length === 0 ? ['application/json'] : types;
}

function forEachType(types: readonly string[], name: string): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, name]));
}

/** The operation's validator, or the definition's. */
function validatorOf(operation: DefinitionMap, { definition, validators }: MethodSource): string | null {
  const member = 'x-amazon-apigateway-request-validator';
  const name = filledText(operation[member] ?? definition.document[member]);
  if (name === null) return null;
  const validator = Object.values(validators).find((known) => known.name === name);
  if (validator === undefined) throw badRequest('Invalid Request Validator identifier specified');
  return validator.id;
}
