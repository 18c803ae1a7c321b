// ImportRestApi: a new API from an OpenAPI definition.
import type { EndpointConfiguration, ImportRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { newParts } from './documentation.ts';
import { endpointConstraints, readEndpoint } from './endpoint-configuration.ts';
import { badRequest } from './errors.ts';
import { readBasePathMode } from './openapi/base-path.ts';
import { importDefinition } from './openapi/import-definition.ts';
import { readDefinition } from './openapi/read-definition.ts';
import { restApiShape } from './rest-api-shape.ts';

/** @throws AwsError ValidationException, BadRequestException */
export async function importRestApi(
  input: ImportRestApiRequest,
  context: OperationContext,
): Promise<RestApi> {
  const { parameters = {} } = input;
  const types = parameters['endpointConfigurationTypes']?.split(',') as EndpointConfiguration['types'];
  const endpoint = { types };
  assertConstraints(...endpointConstraints('importRestApiInput.endpointConfiguration', endpoint));
  const empty = emptyApi(endpoint, context);
  const imported = importDefinition(readDefinition(input.body, context), {
    api: empty,
    before: empty,
    basePath: readBasePathMode(parameters['basepath']),
    failOnWarnings: input.failOnWarnings ?? false,
    ids: context.ids,
    place: context,
  });
  const { api, warnings } = imported;
  // AWS's words are not recorded here; these are its words for other things without a name.
  if (api.name === '') throw badRequest('Name cannot be empty');
  const parts = parameters['ignore'] === 'documentation' ? [] : imported.documentationParts;
  await context.store.write([
    { kind: 'rest-api', key: api.id, value: api },
    ...newParts(context, api.id, parts).changes,
  ]);
  await context.gateway.publish(api.id);
  return { ...restApiShape(api), ...(warnings.length === 0 ? {} : { warnings: [...warnings] }) };
}

/** An imported API has the definition's models only, without the two that CreateRestApi gives (recorded). */
function emptyApi(endpoint: EndpointConfiguration, context: OperationContext): RestApiDocument {
  const rootResourceId = context.ids.tenCharacters();
  return {
    id: context.ids.tenCharacters(),
    name: '',
    description: null,
    createdAtMs: context.clock.nowMs(),
    rootResourceId,
    ...readEndpoint(endpoint.types === undefined ? undefined : endpoint),
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    policy: null,
    tags: {},
    resources: {
      [rootResourceId]: { id: rootResourceId, parentId: null, pathPart: null, path: '/', methods: {} },
    },
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
  };
}
