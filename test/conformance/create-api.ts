// Makes a case's REST API at the endpoint: resources, methods, integrations, models, keys, deployment and stage.
import { readFileSync } from 'node:fs';
import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteRestApiCommand,
  DeleteUsagePlanCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateUsagePlanCommand,
  type PutIntegrationCommandInput,
  type PutIntegrationResponseCommandInput,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import type { Cleanup } from './cleanup.ts';
import type { MadeFunction } from './create-function.ts';
import type { ApiOfCase, IntegrationOfCase } from './replayable-case.ts';
import type { Target } from './target.ts';

export interface MadeApi {
  readonly apiId: string;
  /** Ids by path. */
  readonly resources: ReadonlyMap<string, string>;
  /** Of the first API key of the usage plan. */
  readonly apiKeyValue: string | null;
}

export interface ApiToMake {
  readonly api: ApiOfCase;
  readonly lambda: MadeFunction | null;
  /** Where a case's document is found. */
  readonly document: (name: string) => string;
  readonly target: Target;
  readonly cleanup: Cleanup;
}

/** Deployed to its stage, unless it is for the test console. */
export async function createApi(given: ApiToMake): Promise<MadeApi> {
  const { api, target, cleanup } = given;
  const { apigateway } = target.clients;
  const apiId = await createRestApi(given);
  cleanup.later(`API ${apiId}`, () => apigateway.send(new DeleteRestApiCommand({ restApiId: apiId })));
  const resources = await existingResources(apiId, target);
  if (api.openapi === undefined) await createMethods(given, apiId, resources);
  const stage = api.stage?.startsWith('(') === true ? undefined : api.stage;
  let apiKeyValue: string | null = null;
  if (stage !== undefined) {
    await apigateway.send(
      new CreateDeploymentCommand({
        restApiId: apiId,
        stageName: stage,
        variables: api.stageVariables && filledMap(api.stageVariables, given.lambda),
      }),
    );
    apiKeyValue = await createUsagePlan(api, apiId, stage, target, cleanup);
  }
  return { apiId, resources, apiKeyValue };
}

async function createRestApi({ api, document, target }: ApiToMake): Promise<string> {
  const { apigateway } = target.clients;
  if (api.openapi !== undefined) {
    const body = readFileSync(document(api.openapi));
    return (await apigateway.send(new ImportRestApiCommand({ body }))).id!;
  }
  const command = new CreateRestApiCommand({
    name: target.uniqueName(),
    endpointConfiguration: api.endpointType && { types: [api.endpointType] },
    binaryMediaTypes: api.binaryMediaTypes && [...api.binaryMediaTypes],
    apiKeySource: api.apiKeySource,
  });
  return (await apigateway.send(command)).id!;
}

async function existingResources(restApiId: string, { clients }: Target): Promise<Map<string, string>> {
  const { items } = await clients.apigateway.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  return new Map(items!.map(({ path, id }) => [path!, id!]));
}

async function createMethods(
  given: ApiToMake,
  restApiId: string,
  resources: Map<string, string>,
): Promise<void> {
  const { api, target } = given;
  const { apigateway } = target.clients;
  for (const { name, contentType, schema } of api.models ?? []) {
    const text = JSON.stringify(schema).replaceAll('{apiId}', restApiId);
    await apigateway.send(new CreateModelCommand({ restApiId, name, contentType, schema: text }));
  }
  const permissions = new Set<string>();
  const method = { given, restApiId, permissions };
  if (typeof api.resourcePath === 'string' && api.integration !== undefined) {
    const resourceId = await resourceAt(api.resourcePath, restApiId, resources, target);
    await createMethod({
      ...method,
      resourceId,
      httpMethod: api.method!,
      integration: api.integration,
      main: true,
    });
  }
  for (const other of api.otherResources ?? []) {
    const resourceId = await resourceAt(other.path, restApiId, resources, target);
    const integration = other.integration === 'same' ? api.integration! : other.integration;
    await createMethod({ ...method, resourceId, httpMethod: other.method, integration, main: false });
  }
}

/** The id of the resource, which is made with those above it where they are not there. */
async function resourceAt(
  path: string,
  restApiId: string,
  resources: Map<string, string>,
  target: Target,
): Promise<string> {
  const known = resources.get(path);
  if (known !== undefined) return known;
  const slash = path.lastIndexOf('/');
  const parentId = await resourceAt(slash === 0 ? '/' : path.slice(0, slash), restApiId, resources, target);
  const command = new CreateResourceCommand({ restApiId, parentId, pathPart: path.slice(slash + 1) });
  const { id } = await target.clients.apigateway.send(command);
  resources.set(path, id!);
  return id!;
}

interface MethodToMake {
  readonly given: ApiToMake;
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly integration: IntegrationOfCase;
  /** The method that must match: what the case says of its method is this one's. */
  readonly main: boolean;
  /** SourceArns that the function's policy has. */
  readonly permissions: Set<string>;
}

async function createMethod(method: MethodToMake): Promise<void> {
  const { given, restApiId, resourceId, httpMethod, main } = method;
  const { api, target } = given;
  const { apigateway } = target.clients;
  const at = { restApiId, resourceId, httpMethod };
  const own = main ? api : {};
  await apigateway.send(
    new PutMethodCommand({
      ...at,
      authorizationType: 'NONE',
      apiKeyRequired: own.apiKeyRequired,
      requestParameters: own.requestParameters,
      requestModels: own.requestModels,
      requestValidatorId: await requestValidator(own, restApiId, target),
    }),
  );
  const { methodResponses, integrationResponses, input } = await integrationInput(method);
  await apigateway.send(new PutIntegrationCommand({ ...at, ...input }));
  for (const statusCode of methodResponses) {
    await apigateway.send(new PutMethodResponseCommand({ ...at, statusCode }));
  }
  for (const [statusCode, response] of Object.entries(integrationResponses)) {
    const more = response as Partial<PutIntegrationResponseCommandInput>;
    await apigateway.send(new PutIntegrationResponseCommand({ ...at, statusCode, ...more }));
  }
}

async function requestValidator(
  { requestValidator: wanted }: ApiOfCase,
  restApiId: string,
  target: Target,
): Promise<string | undefined> {
  if (wanted === undefined) return undefined;
  const command = new CreateRequestValidatorCommand({ restApiId, name: target.uniqueName(), ...wanted });
  return (await target.clients.apigateway.send(command)).id;
}

interface IntegrationToPut {
  readonly input: Omit<PutIntegrationCommandInput, 'restApiId' | 'resourceId' | 'httpMethod'>;
  readonly methodResponses: readonly string[];
  readonly integrationResponses: Readonly<Record<string, object>>;
}

/** Members that are not named here are PutIntegration's own, and passed on. */
async function integrationInput(method: MethodToMake): Promise<IntegrationToPut> {
  const { given, integration } = method;
  const {
    type,
    httpMethod,
    uri,
    credentials,
    permission,
    functionRef,
    methodResponses,
    integrationResponses = {},
    ...more
  } = integration;
  const { lambda, target } = given;
  if (typeof permission === 'string') await permit(permission, method);
  const ofLambda = lambda !== null && (type === 'AWS' || type === 'AWS_PROXY') && typeof uri !== 'string';
  const reference = functionRef?.includes('${') === true ? functionOf(functionRef, target) : lambda?.arn;
  return {
    input: {
      ...more,
      type,
      integrationHttpMethod: httpMethod ?? undefined,
      credentials: credentials === 'role' ? await target.roles.assumableBy('apigateway') : undefined,
      uri: ofLambda ? invocationUri(reference!, target) : (uri ?? undefined),
    },
    methodResponses: methodResponses ?? Object.keys(integrationResponses),
    integrationResponses,
  };
}

function functionOf(name: string, { partition, region, accountId }: Target): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
}

export function invocationUri(functionArn: string, { partition, region }: Target): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

async function permit(permission: string, { given, restApiId, permissions }: MethodToMake): Promise<void> {
  const { lambda, target } = given;
  const SourceArn = permission
    .replaceAll('{region}', target.region)
    .replaceAll('{account}', target.accountId)
    .replaceAll('{apiId}', restApiId);
  if (lambda === null || permissions.has(SourceArn)) return;
  permissions.add(SourceArn);
  await target.clients.lambda.send(
    new AddPermissionCommand({
      FunctionName: lambda.name,
      StatementId: `api-${permissions.size}`,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn,
    }),
  );
}

function filledMap(
  values: Readonly<Record<string, string>>,
  lambda: MadeFunction | null,
): Record<string, string> {
  const filled = (value: string): string => value.replaceAll('{functionName}', lambda?.name ?? '');
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)]));
}

/** @returns The value of the plan's first key */
async function createUsagePlan(
  { usagePlan }: ApiOfCase,
  apiId: string,
  stage: string,
  target: Target,
  cleanup: Cleanup,
): Promise<string | null> {
  if (usagePlan === undefined) return null;
  const { apigateway } = target.clients;
  const { apiKeys, quota, throttle } = usagePlan;
  const { id: usagePlanId } = await apigateway.send(
    new CreateUsagePlanCommand({ name: target.uniqueName(), apiStages: [{ apiId, stage }], quota, throttle }),
  );
  // A plan that still has stages cannot be deleted; the API is deleted after it.
  cleanup.later(`usage plan ${usagePlanId}`, () => removeUsagePlan(usagePlanId!, apiId, stage, apigateway));
  const values: string[] = [];
  for (const { name, enabled } of apiKeys) {
    const { id, value } = await apigateway.send(
      new CreateApiKeyCommand({ name: `${target.uniqueName()}-${name}`, enabled }),
    );
    cleanup.later(`API key ${id}`, () => apigateway.send(new DeleteApiKeyCommand({ apiKey: id })));
    await apigateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: 'API_KEY' }));
    values.push(value!);
  }
  return values[0] ?? null;
}

async function removeUsagePlan(
  usagePlanId: string,
  apiId: string,
  stage: string,
  apigateway: Target['clients']['apigateway'],
): Promise<void> {
  const patchOperations = [{ op: 'remove' as const, path: '/apiStages', value: `${apiId}:${stage}` }];
  await apigateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  await apigateway.send(new DeleteUsagePlanCommand({ usagePlanId }));
}
