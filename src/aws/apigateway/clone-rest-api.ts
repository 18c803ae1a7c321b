// CreateRestApi with `cloneFrom`: another API's tree and what it names, under ids of its own where ids are paths.
import type { Ids } from '../../core/ids.ts';
import type { ResourceModel, RestApiDocument } from '../../gateway/model.ts';

type Cloned = Pick<
  RestApiDocument,
  | 'rootResourceId'
  | 'resources'
  | 'models'
  | 'requestValidators'
  | 'authorizers'
  | 'gatewayResponses'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'apiKeySource'
>;

/** Which of these AWS copies, and under which ids, is not recorded. */
export function clonedFrom(source: RestApiDocument, ids: Ids): Cloned {
  const idOf = new Map(
    Object.keys(source.resources).map((id) => [
      id,
      id === source.rootResourceId ? ids.tenCharacters() : ids.sixCharacters(),
    ]),
  );
  const resources = Object.values(source.resources).map((resource) => renamed(resource, idOf));
  return {
    rootResourceId: idOf.get(source.rootResourceId)!,
    resources: Object.fromEntries(resources.map((resource) => [resource.id, resource])),
    models: source.models,
    requestValidators: source.requestValidators,
    authorizers: source.authorizers,
    gatewayResponses: source.gatewayResponses,
    binaryMediaTypes: source.binaryMediaTypes,
    minimumCompressionSize: source.minimumCompressionSize,
    apiKeySource: source.apiKeySource,
  };
}

/** A method's cache stays its resource's own, unless it was named otherwise. */
function renamed(resource: ResourceModel, idOf: ReadonlyMap<string, string>): ResourceModel {
  const newId = (id: string): string => idOf.get(id) ?? id;
  const methods = Object.entries(resource.methods).map(([httpMethod, method]) => {
    const { integration } = method;
    const cacheNamespace = integration && newId(integration.cacheNamespace);
    return [
      httpMethod,
      integration && cacheNamespace !== null
        ? { ...method, integration: { ...integration, cacheNamespace } }
        : method,
    ] as const;
  });
  return {
    ...resource,
    id: newId(resource.id),
    parentId: resource.parentId === null ? null : newId(resource.parentId),
    methods: Object.fromEntries(methods),
  };
}
