// Finding the parts of an API by the ids a caller gave, or AWS's words for each that is not there (SPEC §1.4).
import type {
  ApiModelModel,
  AuthorizerModel,
  DeploymentDocument,
  IntegrationModel,
  IntegrationResponseModel,
  MethodModel,
  MethodResponseModel,
  RequestValidatorModel,
  ResourceModel,
  RestApiDocument,
  StageDocument,
} from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { notFound } from './errors.ts';

/** Ids come as the wire gave them: one that is missing is one that is not found. */
type Id = string | undefined;

export async function findRestApi(context: OperationContext, restApiId: Id): Promise<RestApiDocument> {
  const api = await context.store.get<RestApiDocument>('rest-api', restApiId ?? '');
  if (api === null)
    throw notFound(`Invalid API identifier specified ${context.accountId}:${restApiId ?? ''}`);
  return api;
}

export interface ResourceIds {
  readonly restApiId: Id;
  readonly resourceId: Id;
}

/** AWS looks a resource up by both ids at once: an unknown API is an unknown resource (recorded). */
export async function findResource(
  context: OperationContext,
  ids: ResourceIds,
): Promise<{ readonly api: RestApiDocument; readonly resource: ResourceModel }> {
  const api = await context.store.get<RestApiDocument>('rest-api', ids.restApiId ?? '');
  if (api === null) throw unknownResource();
  return { api, resource: resourceOf(api, ids.resourceId) };
}

export function resourceOf(api: RestApiDocument, resourceId: Id): ResourceModel {
  const resource = member(api.resources, resourceId);
  if (resource === undefined) throw unknownResource();
  return resource;
}

export function methodOf(resource: ResourceModel, httpMethod: Id): MethodModel {
  const method = member(resource.methods, httpMethod);
  if (method === undefined) throw notFound('Invalid Method identifier specified');
  return method;
}

export function integrationOf(method: MethodModel): IntegrationModel {
  if (method.integration === null) throw notFound('Invalid Integration identifier specified');
  return method.integration;
}

/** Whoever deletes an integration, or a response of it, is told of the integration where the method is missing (recorded). */
export function integrationIn(resource: ResourceModel, httpMethod: Id): IntegrationModel {
  const integration = member(resource.methods, httpMethod)?.integration ?? null;
  if (integration === null) throw notFound('Invalid Integration identifier specified');
  return integration;
}

export function methodResponseOf(method: MethodModel, statusCode: Id): MethodResponseModel {
  return responseOf(method.methodResponses, statusCode);
}

export function integrationResponseOf(
  integration: IntegrationModel,
  statusCode: Id,
): IntegrationResponseModel {
  return responseOf(integration.integrationResponses, statusCode);
}

function responseOf<R>(responses: Readonly<Record<string, R>>, statusCode: Id): R {
  const response = member(responses, statusCode);
  if (response === undefined) throw notFound('Invalid Response status code specified');
  return response;
}

/** AWS looks these three up by both ids at once too: an unknown API is an unknown model (recorded, but for authorizers). */
export async function findModel(
  context: OperationContext,
  ids: { readonly restApiId: Id; readonly modelName: Id },
): Promise<{ readonly api: RestApiDocument; readonly model: ApiModelModel }> {
  const api = await context.store.get<RestApiDocument>('rest-api', ids.restApiId ?? '');
  const model = api && member(api.models, ids.modelName);
  if (!api || !model) throw notFound(`Invalid model name specified: ${ids.modelName ?? ''}`);
  return { api, model };
}

export async function findRequestValidator(
  context: OperationContext,
  ids: { readonly restApiId: Id; readonly requestValidatorId: Id },
): Promise<{ readonly api: RestApiDocument; readonly validator: RequestValidatorModel }> {
  const api = await context.store.get<RestApiDocument>('rest-api', ids.restApiId ?? '');
  const validator = api && member(api.requestValidators, ids.requestValidatorId);
  if (!api || !validator) throw notFound('Invalid Request Validator identifier specified');
  return { api, validator };
}

export async function findAuthorizer(
  context: OperationContext,
  ids: { readonly restApiId: Id; readonly authorizerId: Id },
): Promise<{ readonly api: RestApiDocument; readonly authorizer: AuthorizerModel }> {
  const api = await context.store.get<RestApiDocument>('rest-api', ids.restApiId ?? '');
  const authorizer = api && member(api.authorizers, ids.authorizerId);
  if (!api || !authorizer) throw notFound('Invalid Authorizer identifier specified');
  return { api, authorizer };
}

/** `/pets/GET`, `//GET` of the root: the youngest method of which it holds (recorded for models), or null. */
export function methodUsing(api: RestApiDocument, holds: (method: MethodModel) => boolean): string | null {
  for (const { path, methods } of Object.values(api.resources).reverse()) {
    const method = Object.values(methods).reverse().find(holds);
    if (method !== undefined) return `${path}/${method.httpMethod}`;
  }
  return null;
}

export async function findDeployment(
  context: OperationContext,
  restApiId: Id,
  deploymentId: Id,
): Promise<DeploymentDocument | null> {
  return context.store.get<DeploymentDocument>(
    'deployment',
    deploymentKey(restApiId ?? '', deploymentId ?? ''),
  );
}

export async function findStage(
  context: OperationContext,
  restApiId: Id,
  stageName: Id,
): Promise<StageDocument> {
  const stage = await context.store.get<StageDocument>('stage', stageKey(restApiId ?? '', stageName ?? ''));
  if (stage === null) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** AWS's words are unknown, here and below. */
export async function assertDocumentation(
  { store }: OperationContext,
  apiId: string,
  version: string | undefined,
): Promise<void> {
  if (version && (await store.get('documentation-version', `${apiId}/${version}`)) === null) {
    throw notFound('Invalid Documentation version specified');
  }
}

export async function assertClientCertificate(
  { store }: OperationContext,
  clientCertificateId: string | undefined,
): Promise<void> {
  if (clientCertificateId && (await store.get('client-certificate', clientCertificateId)) === null) {
    throw notFound('Invalid Client Certificate identifier specified');
  }
}

export function stagesOf(context: OperationContext, restApiId: string): Promise<readonly StageDocument[]> {
  return context.store.list<StageDocument>('stage', stageKey(restApiId, ''));
}

export function deploymentsOf(
  context: OperationContext,
  restApiId: string,
): Promise<readonly DeploymentDocument[]> {
  return context.store.list<DeploymentDocument>('deployment', deploymentKey(restApiId, ''));
}

export function stageKey(restApiId: string, stageName: string): string {
  return `${restApiId}/${stageName}`;
}

export function deploymentKey(restApiId: string, deploymentId: string): string {
  return `${restApiId}/${deploymentId}`;
}

function unknownResource(): Error {
  return notFound('Invalid Resource identifier specified');
}

/** An own member only: `constructor` is no id. */
function member<V>(map: Readonly<Record<string, V>>, key: Id): V | undefined {
  return key !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
