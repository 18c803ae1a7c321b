// CreateRestApi: a new API with nothing but its root resource.
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { readCompressionSize } from './compression-size.ts';
import { endpointConstraints, readEndpoint } from './endpoint-configuration.ts';
import { badRequest } from './errors.ts';
import { restApiShape } from './rest-api-shape.ts';

/**
 * @throws AwsError ValidationException, BadRequestException
 */
export async function createRestApi(
  input: CreateRestApiRequest,
  context: OperationContext,
): Promise<RestApi> {
  assertConstraints(
    required('createRestApiInput.name', input.name),
    ...endpointConstraints('createRestApiInput.endpointConfiguration', input.endpointConfiguration),
    oneOf('createRestApiInput.apiKeySource', input.apiKeySource, ['AUTHORIZER', 'HEADER']),
  );
  const { cloneFrom, endpointAccessMode, policy, securityPolicy } = input;
  refuseNotBuilt('CreateRestApi', { cloneFrom, endpointAccessMode, policy, securityPolicy });
  // AWS's words for an empty name are unknown; these are its words for other things without one.
  if (input.name === '') throw badRequest('Name cannot be empty');
  if (input.description === '') throw badRequest('Description cannot be an empty string');
  const endpoint = readEndpoint(input.endpointConfiguration);
  const rootResourceId = context.ids.tenCharacters();
  const api: RestApiDocument = {
    id: context.ids.tenCharacters(),
    name: input.name ?? '',
    description: input.description ?? null,
    createdAtMs: context.clock.nowMs(),
    rootResourceId,
    ...endpoint,
    ...(input.version === undefined ? {} : { version: input.version }),
    apiKeySource: input.apiKeySource ?? 'HEADER',
    binaryMediaTypes: [...(input.binaryMediaTypes ?? [])],
    minimumCompressionSize: readCompressionSize(input.minimumCompressionSize ?? null),
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    policy: null,
    tags: { ...input.tags },
    resources: {
      [rootResourceId]: { id: rootResourceId, parentId: null, pathPart: null, path: '/', methods: {} },
    },
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
  };
  await context.store.write([{ kind: 'rest-api', key: api.id, value: api }]);
  await context.gateway.publish(api.id);
  return restApiShape(api);
}
