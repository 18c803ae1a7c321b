// CreateRestApi: a new API with nothing but its root resource and two models, or with what another has.
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { clonedFrom } from './clone-rest-api.ts';
import { readCompressionSize } from './compression-size.ts';
import { defaultModels } from './default-models.ts';
import { endpointConstraints, readEndpoint } from './endpoint-configuration.ts';
import { badRequest } from './errors.ts';
import { findRestApi } from './lookups.ts';
import { readApiPolicy } from './rest-api-policy.ts';
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
  const { endpointAccessMode, securityPolicy } = input;
  refuseNotBuilt('CreateRestApi', { endpointAccessMode, securityPolicy });
  // AWS's words for an empty name are unknown; these are its words for other things without one.
  if (input.name === '') throw badRequest('Name cannot be empty');
  if (input.description === '') throw badRequest('Description cannot be an empty string');
  const endpoint = readEndpoint(input.endpointConfiguration);
  const id = context.ids.tenCharacters();
  const content = input.cloneFrom
    ? clonedFrom(await findRestApi(context, input.cloneFrom), context.ids)
    : newContent(context);
  const api: RestApiDocument = {
    ...content,
    id,
    name: input.name ?? '',
    description: input.description ?? null,
    createdAtMs: context.clock.nowMs(),
    ...endpoint,
    ...(input.version === undefined ? {} : { version: input.version }),
    apiKeySource: input.apiKeySource ?? content.apiKeySource,
    binaryMediaTypes: [...(input.binaryMediaTypes ?? content.binaryMediaTypes)],
    minimumCompressionSize:
      input.minimumCompressionSize === undefined
        ? content.minimumCompressionSize
        : readCompressionSize(input.minimumCompressionSize),
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    policy: readApiPolicy(input.policy, id, context),
    tags: { ...input.tags },
  };
  await context.store.write([{ kind: 'rest-api', key: api.id, value: api }]);
  await context.gateway.publish(api.id);
  return restApiShape(api);
}

function newContent({ ids }: OperationContext): ReturnType<typeof clonedFrom> {
  const rootResourceId = ids.tenCharacters();
  return {
    rootResourceId,
    resources: {
      [rootResourceId]: { id: rootResourceId, parentId: null, pathPart: null, path: '/', methods: {} },
    },
    models: defaultModels(ids),
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    apiKeySource: 'HEADER',
  };
}
