// PutRestApi: an OpenAPI definition in place of what an API was, or merged into it. Deployments and stages stay.
import type { PutRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import type { DocumentChange } from '../../store/store.ts';
import { assertConstraints, oneOf } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { newParts, partsOf, withoutParts } from './documentation.ts';
import { findRestApi } from './lookups.ts';
import { readBasePathMode } from './openapi/base-path.ts';
import { importDefinition } from './openapi/import-definition.ts';
import type { ImportedPart } from './openapi/import-documentation.ts';
import { readDefinition } from './openapi/read-definition.ts';
import { restApiShape } from './rest-api-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function putRestApi(input: PutRestApiRequest, context: OperationContext): Promise<RestApi> {
  assertConstraints(oneOf('mode', input.mode, ['overwrite', 'merge']));
  const { parameters = {}, mode = 'merge' } = input;
  return whileChanging(context, input.restApiId, async () => {
    const before = await findRestApi(context, input.restApiId);
    const { api, warnings, documentationParts } = importDefinition(readDefinition(input.body, context), {
      api: mode === 'overwrite' ? emptied(before) : before,
      before,
      basePath: readBasePathMode(parameters['basepath']),
      failOnWarnings: input.failOnWarnings ?? false,
      ids: context.ids,
      place: context,
    });
    const documentation =
      parameters['ignore'] === 'documentation'
        ? []
        : await documentationChanges(context, api.id, documentationParts);
    await context.store.write([{ kind: 'rest-api', key: api.id, value: api }, ...documentation]);
    await context.gateway.publish(api.id);
    return { ...restApiShape(api), ...(warnings.length === 0 ? {} : { warnings: [...warnings] }) };
  });
}

/**
 * Without all that a definition can say. Which of the members beside resources an overwrite clears is not recorded; that
 * clients set them again afterwards says that it does. The policy stays: nobody is let in by leaving it out.
 */
function emptied({ version: _gone, ...api }: RestApiDocument): RestApiDocument {
  const root = api.resources[api.rootResourceId]!;
  return {
    ...api,
    description: null,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    resources: { [root.id]: { ...root, methods: {} } },
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
  };
}

/** A definition with documentation replaces all of it; one without leaves it alone. */
async function documentationChanges(
  context: OperationContext,
  apiId: string,
  parts: readonly ImportedPart[],
): Promise<readonly DocumentChange[]> {
  if (parts.length === 0) return [];
  const gone = withoutParts(apiId, await partsOf(context, apiId));
  return [...gone, ...newParts(context, apiId, parts).changes];
}
