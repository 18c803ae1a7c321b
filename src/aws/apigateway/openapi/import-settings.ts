// What a definition says of the API itself: its name, and the `x-amazon-apigateway-…` extensions beside its paths.
import type { Ids } from '../../../core/ids.ts';
import type { GatewayResponseType } from '../../../execution/outcome.ts';
import type { GatewayResponseModel, RequestValidatorModel, RestApiDocument } from '../../../gateway/model.ts';
import { readCompressionSize } from '../compression-size.ts';
import { badRequest } from '../errors.ts';
import { gatewayResponseTypes, newGatewayResponse } from '../gateway-responses.ts';
import { readApiPolicy } from '../rest-api-policy.ts';
import { type Definition, firstServer } from './definition.ts';
import type { ImportIssues } from './import-issues.ts';
import type { ImportPlace } from './read-definition.ts';
import { booleanOf, filledText, isMap, mapOf, textListOf, textOf, textsOf } from './values.ts';

type Settings = Pick<
  RestApiDocument,
  | 'apiKeySource'
  | 'binaryMediaTypes'
  | 'description'
  | 'disableExecuteApiEndpoint'
  | 'minimumCompressionSize'
  | 'name'
  | 'policy'
  | 'version'
  | 'vpcEndpointIds'
>;

/** The members that the definition names; the others stay as they are. */
export function importSettings(
  { document }: Definition,
  api: RestApiDocument,
  place: ImportPlace,
  issues: ImportIssues,
): Partial<Settings> {
  const info = mapOf(document['info']);
  const settings: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  const name = filledText(info['title']);
  if (name !== null) settings.name = name;
  const description = filledText(info['description']);
  if (description !== null) settings.description = description;
  const version = filledText(info['version']);
  if (version !== null) settings.version = version;
  if (document['x-amazon-apigateway-binary-media-types'] !== undefined) {
    // Those of the API that a merge keeps come first.
    settings.binaryMediaTypes = [
      ...new Set([
        ...api.binaryMediaTypes,
        ...textListOf(document['x-amazon-apigateway-binary-media-types']),
      ]),
    ];
  }
  const size = document['x-amazon-apigateway-minimum-compression-size'];
  if (size !== undefined) {
    const read = (): number | null => readCompressionSize(textOf(size));
    settings.minimumCompressionSize = issues.attempt('Unable to update the API', read);
  }
  const source = document['x-amazon-apigateway-api-key-source'];
  if (source !== undefined) {
    const read = (): Settings['apiKeySource'] => readKeySource(textOf(source)?.toUpperCase());
    settings.apiKeySource = issues.attempt('Unable to update the API', read) ?? api.apiKeySource;
  }
  const policy = document['x-amazon-apigateway-policy'];
  if (policy !== undefined) {
    const text = isMap(policy) ? JSON.stringify(policy) : filledText(policy);
    const read = (): string | null => readApiPolicy(text, api.id, place);
    settings.policy = issues.attempt('Unable to update the API', read);
  }
  return { ...settings, ...endpointSettings(document) };
}

/** AWS's words are unknown. */
function readKeySource(source: string | undefined): Settings['apiKeySource'] {
  if (source === 'HEADER' || source === 'AUTHORIZER') return source;
  throw badRequest('Invalid API key source specified. Valid options are HEADER,AUTHORIZER');
}

/** Swagger has it beside the paths, OpenAPI 3 in its first server too (documented). */
function endpointSettings(document: Definition['document']): Partial<Settings> {
  const member = 'x-amazon-apigateway-endpoint-configuration';
  const configuration = mapOf(document[member] ?? firstServer(document)[member]);
  const { vpcEndpointIds, disableExecuteApiEndpoint } = configuration;
  return {
    ...(vpcEndpointIds === undefined ? {} : { vpcEndpointIds: textListOf(vpcEndpointIds) }),
    ...(disableExecuteApiEndpoint === undefined
      ? {}
      : { disableExecuteApiEndpoint: booleanOf(disableExecuteApiEndpoint) }),
  };
}

export function importValidators(
  { document }: Definition,
  known: Readonly<Record<string, RequestValidatorModel>>,
  ids: Pick<Ids, 'sixCharacters'>,
): Readonly<Record<string, RequestValidatorModel>> {
  const idOf = new Map(Object.values(known).map(({ name, id }) => [name, id]));
  const validators: Record<string, RequestValidatorModel> = {};
  for (const [name, value] of Object.entries(mapOf(document['x-amazon-apigateway-request-validators']))) {
    const id = idOf.get(name) ?? ids.sixCharacters();
    const { validateRequestBody, validateRequestParameters } = mapOf(value);
    validators[id] = {
      id,
      name,
      validateRequestBody: booleanOf(validateRequestBody),
      validateRequestParameters: booleanOf(validateRequestParameters),
    };
  }
  return validators;
}

export function importGatewayResponses(
  { document }: Definition,
  issues: ImportIssues,
): RestApiDocument['gatewayResponses'] {
  const responses: Partial<Record<GatewayResponseType, GatewayResponseModel>> = {};
  const extension = mapOf(document['x-amazon-apigateway-gateway-responses']);
  for (const [name, value] of Object.entries(extension)) {
    // AWS's words for a type that is none are unknown.
    issues.attempt(`Unable to put gateway response '${name}'`, () => {
      const type = gatewayResponseTypes.find((known) => known === name);
      if (type === undefined) throw badRequest('Invalid gateway response type specified');
      const { statusCode, responseParameters, responseTemplates } = mapOf(value);
      responses[type] = newGatewayResponse(type, {
        statusCode: filledText(statusCode) ?? undefined,
        responseParameters: textsOf(responseParameters),
        responseTemplates: responseTemplates === undefined ? undefined : textsOf(responseTemplates),
      });
    });
  }
  return responses;
}
