// Finding the parts of an API by the ids a caller gave, or AWS's words for each that is not there (SPEC §1.4).
import type {
  DeploymentDocument,
  IntegrationModel,
  MethodModel,
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
