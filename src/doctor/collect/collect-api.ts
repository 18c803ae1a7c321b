// Reads an API, its stage, what the stage serves and what is configured now.
import type { APIGateway, Method, Resource, Stage } from '@aws-sdk/client-api-gateway';
import { integrationTimeoutMsMax } from '../../core/limits.ts';
import { UserError } from '../../core/errors.ts';
import type { Account } from './account.ts';
import type {
  ApiPicture,
  GatewayResponsePicture,
  IntegrationPicture,
  RoutePicture,
  StagePicture,
  UsagePlanPicture,
} from './api-picture.ts';
import { ask, valueOf, type Asked, type Unanswered } from './ask.ts';
import { readExport } from './read-export.ts';

/** Varco's own: pages of any one list that are read. */
const pagesMax = 40;

/** @throws UserError where there is no such API, or it may not be read at all */
export async function collectApi(account: Account, id: string, stageName: string): Promise<ApiPicture> {
  const gateway = await account.gateway();
  const api = `arn:aws:apigateway:${account.region}::/restapis/${id}`;
  const get = <Value>(path: string, question: () => Promise<Value>) =>
    ask({ action: 'apigateway:GET', resource: `${api}${path}` }, question);
  const restApi = await get('', () => gateway.getRestApi({ restApiId: id }));
  if (!restApi.ok) throw new UserError(noApi(restApi, id, account));
  const [stages, resources, exported, authorizers, responses, role, accountId] = await Promise.all([
    get('/stages', () => gateway.getStages({ restApiId: id })),
    get('/resources', () => allResources(gateway, id)),
    get(`/stages/${stageName}/exports/swagger`, () => deployedRoutes(gateway, id, stageName)),
    get('/authorizers', () => gateway.getAuthorizers({ restApiId: id, limit: 500 })),
    get('/gatewayresponses', () => gateway.getGatewayResponses({ restApiId: id, limit: 500 })),
    ask({ action: 'apigateway:GET', resource: `arn:aws:apigateway:${account.region}::/account` }, () =>
      gateway.getAccount({}),
    ),
    accountOf(account),
  ]);
  const stage = valueOf(stages)?.item?.find((each) => each.stageName === stageName) ?? null;
  const configured = (valueOf(resources) ?? []).flatMap(routesOf);
  const deployed = mapped(exported, (routes) => routes);
  const needsKey = [...configured, ...(valueOf(deployed) ?? [])].some(({ needsApiKey }) => needsApiKey);
  const [deployment, usagePlans] = await Promise.all([
    stage === null ? null : deployedAt(gateway, get, id, stage),
    needsKey ? usagePlansOf(account, gateway, id, stageName) : null,
  ]);
  const { value } = restApi;
  return {
    id,
    name: value.name ?? id,
    accountId,
    region: account.region,
    endpointTypes: value.endpointConfiguration?.types ?? [],
    isExecuteApiDisabled: value.disableExecuteApiEndpoint ?? false,
    hasPolicy: (value.policy ?? '') !== '',
    binaryMediaTypes: value.binaryMediaTypes ?? [],
    apiKeySource: value.apiKeySource ?? 'HEADER',
    stage: stage === null ? null : stagePicture(stage, deployment === null ? null : valueOf(deployment)),
    stageNames: (valueOf(stages)?.item ?? []).map((each) => each.stageName ?? ''),
    configured,
    deployed,
    authorizers: (valueOf(authorizers)?.items ?? []).map((each) => ({
      id: each.id ?? '',
      name: each.name ?? '',
      type: each.type ?? '',
      uri: each.authorizerUri ?? null,
      credentials: each.authorizerCredentials ?? null,
      identitySource: each.identitySource ?? null,
    })),
    gatewayResponses: mapped(responses, ({ items = [] }) => items.map(gatewayResponse)),
    logRole: mapped(role, ({ cloudwatchRoleArn }) => cloudwatchRoleArn ?? null),
    usagePlans,
    unanswered: [stages, resources, exported, authorizers, responses, role, deployment].filter(
      (asked): asked is Unanswered => asked !== null && !asked.ok,
    ),
  };
}

/** @throws UserError where the API has none, or several */
export async function onlyStage(account: Account, id: string): Promise<string> {
  const need = {
    action: 'apigateway:GET',
    resource: `arn:aws:apigateway:${account.region}::/restapis/${id}/stages`,
  };
  const gateway = await account.gateway();
  const stages = await ask(need, () => gateway.getStages({ restApiId: id }));
  if (!stages.ok) throw new UserError(noApi(stages, id, account));
  const names = (stages.value.item ?? []).map(({ stageName = '' }) => stageName);
  if (names.length === 1) return names[0]!;
  throw new UserError(
    names.length === 0
      ? `The API ${id} has no stage: deploy it first.`
      : `The API ${id} has the stages ${names.join(', ')}: choose one with --stage.`,
  );
}

function noApi(asked: Unanswered, id: string, { region, endpoint }: Account): string {
  const where = endpoint === null ? `in ${region}` : `in ${region} at ${endpoint}`;
  if (asked.reason === 'not-found')
    return `There is no REST API ${id} ${where}. \`aws apigateway get-rest-apis\` lists those of a region; HTTP and WebSocket APIs are another service, and a running Varco is asked with --endpoint http://127.0.0.1:4566.`;
  if (asked.reason === 'denied')
    return `These credentials may not read the API: allow apigateway:GET on ${asked.resource}. (${asked.message})`;
  return `The API could not be read ${where}: ${asked.message}`;
}

async function accountOf(account: Account): Promise<string> {
  // Needs no permission; where it fails all the same, function ARNs still tell their own account.
  const identity = await ask({ action: 'sts:GetCallerIdentity', resource: '*' }, async () =>
    (await account.identity()).getCallerIdentity({}),
  );
  return valueOf(identity)?.Account ?? '';
}

function mapped<From, To>(asked: Asked<From>, map: (value: From) => To): Asked<To> {
  return asked.ok ? { ok: true, value: map(asked.value) } : asked;
}

async function allResources(gateway: APIGateway, restApiId: string): Promise<readonly Resource[]> {
  const found: Resource[] = [];
  let position: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await gateway.getResources({ restApiId, embed: ['methods'], limit: 500, position });
    found.push(...(answer.items ?? []));
    position = answer.position;
    if (position === undefined) break;
  }
  return found;
}

function routesOf(resource: Resource): readonly RoutePicture[] {
  return Object.entries(resource.resourceMethods ?? {}).map(([method, model]) => ({
    method,
    path: resource.path ?? '/',
    resourceId: resource.id ?? null,
    authorization: model.authorizationType ?? 'NONE',
    authorizerId: model.authorizerId ?? null,
    needsApiKey: model.apiKeyRequired ?? false,
    integration: integrationOf(model),
  }));
}

function integrationOf({ methodIntegration }: Method): IntegrationPicture | null {
  if (methodIntegration === undefined) return null;
  return {
    type: methodIntegration.type ?? '',
    uri: methodIntegration.uri ?? null,
    httpMethod: methodIntegration.httpMethod ?? null,
    timeoutMs: methodIntegration.timeoutInMillis ?? integrationTimeoutMsMax,
    credentials: methodIntegration.credentials ?? null,
  };
}

async function deployedRoutes(
  gateway: APIGateway,
  restApiId: string,
  stageName: string,
): Promise<readonly RoutePicture[]> {
  const { body } = await gateway.getExport({
    restApiId,
    stageName,
    exportType: 'swagger',
    accepts: 'application/json',
    parameters: { extensions: 'apigateway' },
  });
  return readExport(Buffer.from(body ?? new Uint8Array()).toString());
}

type Get = <Value>(path: string, question: () => Promise<Value>) => Promise<Asked<Value>>;

async function deployedAt(
  gateway: APIGateway,
  get: Get,
  restApiId: string,
  { deploymentId = '' }: Stage,
): Promise<Asked<number | null>> {
  return get(`/deployments/${deploymentId}`, async () => {
    const { createdDate } = await gateway.getDeployment({ restApiId, deploymentId });
    return createdDate?.getTime() ?? null;
  });
}

function stagePicture(stage: Stage, deployedAtMs: number | null): StagePicture {
  const { canarySettings } = stage;
  return {
    name: stage.stageName ?? '',
    deploymentId: stage.deploymentId ?? '',
    deployedAtMs,
    variables: stage.variables ?? {},
    methodSettings: Object.fromEntries(
      Object.entries(stage.methodSettings ?? {}).map(([key, settings]) => [
        key,
        {
          loggingLevel: settings.loggingLevel ?? 'OFF',
          dataTrace: settings.dataTraceEnabled ?? false,
          throttlingRate: settings.throttlingRateLimit ?? null,
          throttlingBurst: settings.throttlingBurstLimit ?? null,
        },
      ]),
    ),
    webAclArn: stage.webAclArn ?? null,
    canary:
      canarySettings === undefined
        ? null
        : { percent: canarySettings.percentTraffic ?? 0, deploymentId: canarySettings.deploymentId ?? '' },
    isCaching: stage.cacheClusterEnabled ?? false,
  };
}

function gatewayResponse(response: {
  readonly responseType?: string | undefined;
  readonly defaultResponse?: boolean | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
}): GatewayResponsePicture {
  const prefix = 'gatewayresponse.header.';
  return {
    type: response.responseType ?? '',
    isDefault: response.defaultResponse ?? true,
    headers: Object.keys(response.responseParameters ?? {})
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length).toLowerCase()),
  };
}

async function usagePlansOf(
  { region }: Account,
  gateway: APIGateway,
  apiId: string,
  stage: string,
): Promise<Asked<readonly UsagePlanPicture[]>> {
  const need = { action: 'apigateway:GET', resource: `arn:aws:apigateway:${region}::/usageplans` };
  return ask(need, async () => {
    const { items = [] } = await gateway.getUsagePlans({ limit: 500 });
    const serving = items.filter(({ apiStages = [] }) =>
      apiStages.some((each) => each.apiId === apiId && each.stage === stage),
    );
    return Promise.all(
      serving.map(async ({ id = '', name = '' }) => {
        const keys = await gateway.getUsagePlanKeys({ usagePlanId: id, limit: 500 });
        return {
          id,
          name,
          servesStage: true,
          keys: (keys.items ?? []).map((key) => ({ id: key.id ?? '', enabled: true })),
        };
      }),
    );
  });
}
