// Reading a part of an API, changing it and writing it back, one caller at a time: no change of another is lost.
import type { MethodModel, ResourceModel, RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { type ResourceIds, findResource, findRestApi, methodOf } from './lookups.ts';

// AWS also answers 409 `Unable to complete operation due to concurrent modification. Please try again later.`
// where two callers change one API at once; here the second waits for the first.

/** Runs `work` while nobody else changes this API, its deployments or its stages. */
export function whileChanging<T>(
  context: OperationContext,
  restApiId: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return context.store.exclusively('rest-api', restApiId ?? '', work);
}

/**
 * Resources, methods and the like reach the data plane by a deployment only, so this publishes nothing.
 *
 * @returns The API as written.
 */
export function changeRestApi(
  context: OperationContext,
  restApiId: string | undefined,
  change: (api: RestApiDocument) => RestApiDocument,
): Promise<RestApiDocument> {
  return whileChanging(context, restApiId, async () => {
    const changed = change(await findRestApi(context, restApiId));
    await context.store.write([{ kind: 'rest-api', key: changed.id, value: changed }]);
    return changed;
  });
}

/** @returns The resource as written. */
export function changeResource(
  context: OperationContext,
  ids: ResourceIds,
  change: (resource: ResourceModel) => ResourceModel,
): Promise<ResourceModel> {
  return whileChanging(context, ids.restApiId, async () => {
    const { api, resource } = await findResource(context, ids);
    const changed = change(resource);
    const resources = { ...api.resources, [changed.id]: changed };
    await context.store.write([{ kind: 'rest-api', key: api.id, value: { ...api, resources } }]);
    return changed;
  });
}

export interface MethodIds extends ResourceIds {
  readonly httpMethod: string | undefined;
}

/** @returns The method as written. */
export async function changeMethod(
  context: OperationContext,
  ids: MethodIds,
  change: (method: MethodModel, resource: ResourceModel) => MethodModel,
): Promise<MethodModel> {
  const resource = await changeResource(context, ids, (current) => {
    const changed = change(methodOf(current, ids.httpMethod), current);
    return { ...current, methods: { ...current.methods, [changed.httpMethod]: changed } };
  });
  return methodOf(resource, ids.httpMethod);
}
