// `x-amazon-apigateway-integration` as an integration, checked as PutIntegration checks it (SPEC §1.5).
import type { PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { IntegrationModel, IntegrationResponseModel, MethodModel } from '../../../gateway/model.ts';
import { notBuilt } from '../../not-built.ts';
import { badRequest } from '../errors.ts';
import {
  assertContentTypes,
  assertCredentials,
  assertIntegrationUri,
  assertMappings,
  assertResponseMappings,
  integrationTypes,
  readIntegrationMethod,
  readIntegrationTimeout,
  readPassthrough,
  readTemplates,
} from '../integration-validation.ts';
import type { ImportIssues } from './import-issues.ts';
import { type DefinitionMap, filledText, isMap, mapOf, textListOf, textOf, textsOf } from './values.ts';

export interface IntegrationPlace {
  readonly method: MethodModel;
  readonly resourceId: string;
  readonly path: string;
}

/** Null where it cannot be; the issues say why. */
export function importIntegration(
  value: unknown,
  place: IntegrationPlace,
  issues: ImportIssues,
): IntegrationModel | null {
  const { method, path } = place;
  const extension = readExtension(value, path);
  const integration = issues.attempt(
    `Unable to put integration on '${method.httpMethod}' for resource at path '${path}'`,
    () => readIntegration(extension, place),
  );
  if (integration === null) return null;
  return { ...integration, integrationResponses: readResponses(extension, place, issues) };
}

/** Reported in public: this one ends the import by itself. */
function readExtension(value: unknown, path: string): DefinitionMap {
  if (isMap(value) && typeOf(value) !== undefined) return value;
  throw badRequest(`Unable to parse API definition because of a malformed integration at path ${path}`);
}

function typeOf(extension: DefinitionMap): IntegrationModel['type'] | undefined {
  // Upper and lower case do not count (recorded for `HTTP_PROXY`).
  const name = textOf(extension['type'])?.toUpperCase();
  return integrationTypes.find((known) => known === name);
}

function readIntegration(extension: DefinitionMap, place: IntegrationPlace): IntegrationModel {
  const { method, resourceId } = place;
  refuseStreaming(extension);
  const type = typeOf(extension)!;
  const uri = filledText(extension['uri']) ?? undefined;
  const integrationHttpMethod = filledText(extension['httpMethod'])?.toUpperCase();
  const input = { type, integrationHttpMethod } as PutIntegrationRequest;
  const httpMethod = readIntegrationMethod(input);
  assertIntegrationUri(type, uri);
  const timeout = extension['timeoutInMillis'];
  const timeoutInMillis = readIntegrationTimeout(timeout === undefined ? undefined : Number(timeout));
  const requestParameters = textsOf(extension['requestParameters']);
  assertMappings(requestParameters, method);
  const requestTemplates = textsOf(extension['requestTemplates']);
  assertContentTypes(requestTemplates);
  const credentials = filledText(extension['credentials']);
  assertCredentials(credentials);
  return {
    type,
    httpMethod,
    uri: type === 'MOCK' ? null : (uri ?? null),
    credentials,
    timeoutInMillis,
    passthroughBehavior: readPassthrough(filledText(extension['passthroughBehavior'])),
    contentHandling: contentHandlingOf(extension),
    ...connectionOf(extension),
    requestParameters,
    requestTemplates: readTemplates(requestTemplates),
    cacheNamespace: filledText(extension['cacheNamespace']) ?? resourceId,
    cacheKeyParameters: textListOf(extension['cacheKeyParameters']),
    integrationResponses: {},
  };
}

function refuseStreaming(extension: DefinitionMap): void {
  if (textOf(extension['responseTransferMode'])?.toUpperCase() === 'STREAM') {
    throw notBuilt('responseTransferMode STREAM of x-amazon-apigateway-integration');
  }
}

function contentHandlingOf(extension: DefinitionMap): string | null {
  const handling = filledText(extension['contentHandling'])?.toUpperCase() ?? null;
  if (handling === null || handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT')
    return handling;
  throw badRequest('Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT');
}

function connectionOf(
  extension: DefinitionMap,
): Pick<IntegrationModel, 'connection' | 'insecureSkipVerification'> {
  const id = filledText(extension['connectionId']);
  const isLink = textOf(extension['connectionType'])?.toUpperCase() === 'VPC_LINK';
  const insecure = mapOf(extension['tlsConfig'])['insecureSkipVerification'];
  return {
    ...(isLink && id !== null ? { connection: { type: 'VPC_LINK' as const, id } } : {}),
    ...(insecure === true ? { insecureSkipVerification: true } : {}),
  };
}

/** In the document by the pattern that chooses them, `default` for none; in the API by status code. */
function readResponses(
  extension: DefinitionMap,
  { method, path }: IntegrationPlace,
  issues: ImportIssues,
): Readonly<Record<string, IntegrationResponseModel>> {
  const responses: Record<string, IntegrationResponseModel> = {};
  for (const [pattern, value] of Object.entries(mapOf(extension['responses']))) {
    const where = `Unable to put integration response on '${method.httpMethod}' for resource at path '${path}'`;
    issues.attempt(where, () => {
      const response = mapOf(value);
      const statusCode = textOf(response['statusCode']) ?? '';
      if (!/^[1-5]\d\d$/.test(statusCode))
        throw badRequest(`Invalid status code specified: ${statusCode || 'null'}`);
      const responseTemplates = textsOf(response['responseTemplates']);
      assertContentTypes(responseTemplates);
      const responseParameters = textsOf(response['responseParameters']);
      assertResponseMappings(responseParameters, method, statusCode);
      responses[statusCode] = {
        selectionPattern: pattern === 'default' ? null : pattern,
        responseParameters,
        responseTemplates: readTemplates(responseTemplates),
        contentHandling: contentHandlingOf(response),
      };
    });
  }
  return responses;
}
