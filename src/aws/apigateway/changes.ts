// Reading a part of an API, changing it and writing it back, one caller at a time: no change of another is lost.
import type {
  ApiModelModel,
  AuthorizerModel,
  IntegrationModel,
  MethodModel,
  RequestValidatorModel,
  ResourceModel,
  RestApiDocument,
} from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import {
  findAuthorizer,
  findModel,
  findRequestValidator,
  findResource,
  findRestApi,
  integrationOf,
  methodOf,
  type ResourceIds,
} from './lookups.ts';

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
  change: (resource: ResourceModel, api: RestApiDocument) => ResourceModel,
): Promise<ResourceModel> {
  return whileChanging(context, ids.restApiId, async () => {
    const { api, resource } = await findResource(context, ids);
    const changed = change(resource, api);
    const resources = { ...api.resources, [changed.id]: changed };
    await context.store.write([{ kind: 'rest-api', key: api.id, value: { ...api, resources } }]);
    return changed;
  });
}

/** Changes the tree itself, of which the named resource must be there. @returns The API as written. */
export function changeResources(
  context: OperationContext,
  ids: ResourceIds,
  change: (api: RestApiDocument, resource: ResourceModel) => RestApiDocument,
): Promise<RestApiDocument> {
  return changeFound(context, ids.restApiId, async () => {
    const { api, resource } = await findResource(context, ids);
    return change(api, resource);
  });
}

export interface MethodIds extends ResourceIds {
  readonly httpMethod: string | undefined;
}

/** @returns The method as written. */
export async function changeMethod(
  context: OperationContext,
  ids: MethodIds,
  change: (method: MethodModel, resource: ResourceModel, api: RestApiDocument) => MethodModel,
): Promise<MethodModel> {
  const resource = await changeResource(context, ids, (current, api) => {
    const changed = change(methodOf(current, ids.httpMethod), current, api);
    return { ...current, methods: { ...current.methods, [changed.httpMethod]: changed } };
  });
  return methodOf(resource, ids.httpMethod);
}

/** @returns The integration as written. */
export async function changeIntegration(
  context: OperationContext,
  ids: MethodIds,
  change: (integration: IntegrationModel, method: MethodModel) => IntegrationModel,
): Promise<IntegrationModel> {
  const method = await changeMethod(context, ids, (current) => ({
    ...current,
    integration: change(integrationOf(current), current),
  }));
  return integrationOf(method);
}

type Changed<V> = (
  all: Readonly<Record<string, V>>,
  one: V,
  api: RestApiDocument,
) => Readonly<Record<string, V>>;

/** Changes the API's models, of which the named one must be there. @returns The API as written. */
export function changeModels(
  context: OperationContext,
  ids: Parameters<typeof findModel>[1],
  change: Changed<ApiModelModel>,
): Promise<RestApiDocument> {
  return changeFound(context, ids.restApiId, async () => {
    const { api, model } = await findModel(context, ids);
    return { ...api, models: change(api.models, model, api) };
  });
}

export function changeRequestValidators(
  context: OperationContext,
  ids: Parameters<typeof findRequestValidator>[1],
  change: Changed<RequestValidatorModel>,
): Promise<RestApiDocument> {
  return changeFound(context, ids.restApiId, async () => {
    const { api, validator } = await findRequestValidator(context, ids);
    return { ...api, requestValidators: change(api.requestValidators, validator, api) };
  });
}

export function changeAuthorizers(
  context: OperationContext,
  ids: Parameters<typeof findAuthorizer>[1],
  change: Changed<AuthorizerModel>,
): Promise<RestApiDocument> {
  return changeFound(context, ids.restApiId, async () => {
    const { api, authorizer } = await findAuthorizer(context, ids);
    return { ...api, authorizers: change(api.authorizers, authorizer, api) };
  });
}

function changeFound(
  context: OperationContext,
  restApiId: string | undefined,
  changed: () => Promise<RestApiDocument>,
): Promise<RestApiDocument> {
  return whileChanging(context, restApiId, async () => {
    const api = await changed();
    await context.store.write([{ kind: 'rest-api', key: api.id, value: api }]);
    return api;
  });
}
