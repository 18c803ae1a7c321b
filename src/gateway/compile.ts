// From the control plane's documents to the frozen snapshot that the hot path reads.
import { executeApiArn, parseFunctionArn } from '../core/arn.ts';
import { compileBinaryMediaTypes } from '../proxy/binary-media-types.ts';
import type {
  DeploymentDocument,
  IntegrationModel,
  MethodModel,
  MethodSettingModel,
  ResourceModel,
  RestApiDocument,
  StageDocument,
} from './model.ts';
import { createRouter, type RoutablePath } from './router.ts';
import type { IntegrationSnapshot, RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { createThrottle } from './throttle.ts';

export interface CompileContext {
  readonly accountId: string;
  readonly region: string;
}

export const testInvokeStage = 'test-invoke-stage';

/** A stage as deployed: the deployment's copy of the API with the stage's own, live settings (SPEC §1.3). */
export function compileStage(
  stage: StageDocument,
  deployment: DeploymentDocument,
  context: CompileContext,
): StageSnapshot {
  return compile(deployment.snapshot, {
    ...context,
    stage: stage.stageName,
    deploymentId: stage.deploymentId,
    variables: stage.variables,
    methodSettings: stage.methodSettings,
    isTest: false,
  });
}

/** The pseudo stage of TestInvokeMethod: the current, undeployed API, data trace on (SPEC §1.6). */
export function compileTestStage(
  api: RestApiDocument,
  variables: Readonly<Record<string, string>> | null,
  context: CompileContext,
): StageSnapshot {
  return compile(api, {
    ...context,
    stage: testInvokeStage,
    deploymentId: '',
    variables,
    methodSettings: {},
    isTest: true,
  });
}

interface StageFacts extends CompileContext {
  readonly stage: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly methodSettings: Readonly<Record<string, MethodSettingModel>>;
  readonly isTest: boolean;
}

function compile(api: RestApiDocument, stage: StageFacts): StageSnapshot {
  const settings = settingsByRoute(stage.methodSettings);
  const paths: RoutablePath<RouteSnapshot>[] = Object.values(api.resources).map((resource) => ({
    resourcePath: resource.path,
    methods: compileMethods(api, resource, stage, settings),
  }));
  return Object.freeze({
    accountId: stage.accountId,
    region: stage.region,
    apiId: api.id,
    apiName: api.name,
    stage: stage.stage,
    deploymentId: stage.deploymentId,
    variables: stage.variables,
    binaryMediaTypes: compileBinaryMediaTypes(api.binaryMediaTypes),
    gatewayResponses: api.gatewayResponses,
    router: createRouter(paths),
    domainName: stage.isTest
      ? 'testPrefix.testDomainName'
      : `${api.id}.execute-api.${stage.region}.amazonaws.com`,
    isTest: stage.isTest,
  });
}

/** A method without an integration serves nothing: CreateDeployment refuses such an API, the test stage may hold one. */
function compileMethods(
  api: RestApiDocument,
  resource: ResourceModel,
  stage: StageFacts,
  settings: SettingsByRoute,
): ReadonlyMap<string, RouteSnapshot> {
  const methods = new Map<string, RouteSnapshot>();
  for (const model of Object.values(resource.methods)) {
    if (model.integration === null) continue;
    methods.set(model.httpMethod, compileRoute(api, resource, model, model.integration, stage, settings));
  }
  return methods;
}

function compileRoute(
  api: RestApiDocument,
  resource: ResourceModel,
  model: MethodModel,
  integration: IntegrationModel,
  stage: StageFacts,
  settings: SettingsByRoute,
): RouteSnapshot {
  const setting = settings(resource.path, model.httpMethod);
  return Object.freeze<RouteSnapshot>({
    resourceId: resource.id,
    resourcePath: resource.path,
    method: model.httpMethod,
    model,
    integration: compileIntegration(api, resource, model, integration, stage),
    logging: stage.isTest
      ? { level: 'INFO', dataTrace: true }
      : { level: setting?.loggingLevel ?? 'OFF', dataTrace: setting?.dataTraceEnabled ?? false },
    throttle:
      setting === null ? null : createThrottle(setting.throttlingRateLimit, setting.throttlingBurstLimit),
  });
}

const lambdaUri = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** Mapping one of these onto a Lambda proxy integration fails every call (SPEC §3.3, recorded). */
const illegalMappings = new Set([
  'content-length',
  'transfer-encoding',
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

function compileIntegration(
  api: RestApiDocument,
  resource: ResourceModel,
  method: MethodModel,
  integration: IntegrationModel,
  stage: StageFacts,
): IntegrationSnapshot {
  if (integration.type === 'MOCK') return { kind: 'mock', model: integration };
  if (integration.type !== 'AWS_PROXY') return { kind: 'not-built', model: integration };
  const uri = fillStageVariables(integration.uri ?? '', stage.variables);
  const functionArn = lambdaUri.exec(uri)?.[1];
  if (functionArn === undefined || parseFunctionArn(functionArn) === null) {
    return { kind: 'invalid-endpoint', model: integration, uri };
  }
  return {
    kind: 'lambda-proxy',
    model: integration,
    functionArn,
    sourceArn: executeApiArn({
      region: stage.region,
      accountId: stage.accountId,
      apiId: api.id,
      stage: stage.stage,
      method: method.httpMethod,
      resourcePath: resource.path,
    }),
    timeoutMs: integration.timeoutInMillis,
    usesRole: integration.credentials !== null,
    illegalHeaderMapping: illegalHeaderMapping(integration),
  };
}

function illegalHeaderMapping(integration: IntegrationModel): string | null {
  const prefix = 'integration.request.header.';
  for (const target of Object.keys(integration.requestParameters)) {
    if (!target.startsWith(prefix)) continue;
    const header = target.slice(prefix.length);
    if (illegalMappings.has(header.toLowerCase())) return header;
  }
  return null;
}

/** `${stageVariables.name}`; an unset variable leaves nothing, so the ARN ends at the colon (SPEC §1.3). */
function fillStageVariables(text: string, variables: Readonly<Record<string, string>> | null): string {
  if (!text.includes('${stageVariables.')) return text;
  return text.replaceAll(
    /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
    (_all, name: string) => variables?.[name] ?? '',
  );
}

type SettingsByRoute = (resourcePath: string, method: string) => MethodSettingModel | null;

/** A specific key overrides `*\/*` entirely (SPEC §1.3). Keys come with or without leading slash, `/` as `~1` or plain. */
function settingsByRoute(methodSettings: Readonly<Record<string, MethodSettingModel>>): SettingsByRoute {
  const byKey = new Map<string, MethodSettingModel>();
  for (const [key, setting] of Object.entries(methodSettings)) byKey.set(normalKey(key), setting);
  const forAll = byKey.get('*/*') ?? null;
  return (resourcePath, method) => byKey.get(normalKey(`${resourcePath}/${method}`)) ?? forAll;
}

function normalKey(key: string): string {
  return key
    .replaceAll('~1', '/')
    .replace(/^\/+/, '')
    .replaceAll(/\/{2,}/g, '/');
}
