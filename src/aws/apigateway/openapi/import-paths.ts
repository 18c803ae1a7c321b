// The paths of a definition as the API's tree of resources.
import type { Ids } from '../../../core/ids.ts';
import type { MethodModel, ResourceModel, RestApiDocument } from '../../../gateway/model.ts';
import { assertPathPart, childPath } from '../resource-path.ts';
import { methodNames } from './definition.ts';
import { importMethod, type MethodSource } from './import-method.ts';
import { type DefinitionMap, isMap, mapOf } from './values.ts';

export interface PathSource extends MethodSource {
  /** With the resources that are there already: the root at least. */
  readonly api: RestApiDocument;
  /** By path: resources that were there before an overwrite keep their ids. */
  readonly knownIds: ReadonlyMap<string, string>;
  readonly prefix: readonly string[];
  readonly ids: Pick<Ids, 'sixCharacters'>;
}

/** Every resource of the API by id, those without a method between two others too. */
export function importPaths(source: PathSource): Readonly<Record<string, ResourceModel>> {
  const { definition, prefix, issues } = source;
  const resources: Record<string, ResourceModel> = { ...source.api.resources };
  const api: RestApiDocument = { ...source.api, resources };
  const byPath = new Map(Object.values(resources).map((resource) => [resource.path, resource]));
  for (const [path, value] of Object.entries(mapOf(definition.document['paths']))) {
    if (path.startsWith('x-')) continue;
    const segments = [...prefix, ...path.split('/').filter((segment) => segment !== '')];
    const full = `/${segments.join('/')}`;
    const resource = issues.attempt(`Unable to create resource at path '${full}'`, () => reach(segments));
    if (resource !== null) {
      keep({ ...resource, methods: withMethods(resource, mapOf(definition.resolve(value)), source) });
    }
  }
  return resources;

  function keep(resource: ResourceModel): ResourceModel {
    resources[resource.id] = resource;
    byPath.set(resource.path, resource);
    return resource;
  }

  /** The resource of the segments; those on the way are made too. */
  function reach(segments: readonly string[]): ResourceModel {
    let resource = byPath.get('/')!;
    for (const pathPart of segments) {
      const parent = resource;
      const path = childPath(parent, pathPart);
      const known = byPath.get(path);
      if (known === undefined) assertPathPart(api, parent, pathPart);
      resource = known ?? keep({ id: idFor(path), parentId: parent.id, pathPart, path, methods: {} });
    }
    return resource;
  }

  function idFor(path: string): string {
    return source.knownIds.get(path) ?? source.ids.sixCharacters();
  }
}

/** The resource's methods with those of the definition's path over them. */
function withMethods(
  resource: ResourceModel,
  pathItem: DefinitionMap,
  source: MethodSource,
): ResourceModel['methods'] {
  const methods: Record<string, MethodModel> = { ...resource.methods };
  for (const [name, operation] of Object.entries(pathItem)) {
    const httpMethod = Object.hasOwn(methodNames, name) ? methodNames[name] : undefined;
    if (httpMethod === undefined || !isMap(operation)) continue;
    const place = { httpMethod, resourceId: resource.id, path: resource.path, pathItem };
    const method = importMethod(operation, place, source);
    if (method !== null) methods[httpMethod] = method;
  }
  return methods;
}
