// From the control plane's documents to the frozen snapshot that the hot path reads.
import { accountThrottleBurst, accountThrottleRatePerSecond } from '../core/limits.ts';
import type { ExecutionLogging } from '../execution/execution.ts';
import { compileBinaryMediaTypes } from '../proxy/binary-media-types.ts';
import { compileResourcePolicy } from './access.ts';
import { compileAuthorizer, type AuthorizerSnapshot } from './authorizers/authorizer.ts';
import { compileIntegration } from './compile-integration.ts';
import type {
  DeploymentDocument,
  IntegrationModel,
  MethodModel,
  MethodSettingModel,
  ResourceModel,
  RestApiDocument,
  StageDocument,
} from './model.ts';
import { normalRouteKey } from './route-key.ts';
import { createRouter, type RoutablePath } from './router.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { createBodySchemas } from './validation/body-schemas.ts';
import { compileRequestValidator } from './validation/request-validator.ts';

export interface CompileContext {
  readonly accountId: string;
  readonly region: string;
}

export const testInvokeStage = 'test-invoke-stage';

/**
 * A stage as deployed: the deployment's copy of the API with the stage's own, live settings (SPEC §1.3).
 *
 * @param canaryDeployment That of the stage's canary; null for none.
 */
export function compileStage(
  stage: StageDocument,
  deployment: DeploymentDocument,
  context: CompileContext,
  canaryDeployment: DeploymentDocument | null = null,
): StageSnapshot {
  const facts: StageFacts = {
    ...context,
    stage: stage.stageName,
    deploymentId: stage.deploymentId,
    variables: stage.variables,
    methodSettings: stage.methodSettings,
    accessLog: accessLogOf(stage),
    isTest: false,
    isCanary: false,
    throttles: new Map(),
  };
  const { canary } = stage;
  if (canary === undefined || canaryDeployment === null) return compile(deployment.snapshot, facts, null);
  const overrides = canary.stageVariableOverrides;
  const canaryFacts: StageFacts = {
    ...facts,
    deploymentId: canary.deploymentId,
    variables: Object.keys(overrides).length === 0 ? stage.variables : { ...stage.variables, ...overrides },
    isCanary: true,
  };
  const snapshot = compile(canaryDeployment.snapshot, canaryFacts, null);
  return compile(deployment.snapshot, facts, { snapshot, percentTraffic: canary.percentTraffic });
}

/** The pseudo stage of TestInvokeMethod: the current, undeployed API, data trace on (SPEC §1.6). */
export function compileTestStage(
  api: RestApiDocument,
  variables: Readonly<Record<string, string>> | null,
  context: CompileContext,
): StageSnapshot {
  const facts: StageFacts = {
    ...context,
    stage: testInvokeStage,
    deploymentId: '',
    variables,
    methodSettings: {},
    accessLog: {},
    isTest: true,
    isCanary: false,
    throttles: new Map(),
  };
  return compile(api, facts, null);
}

interface StageFacts extends CompileContext {
  readonly stage: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly methodSettings: Readonly<Record<string, MethodSettingModel>>;
  readonly accessLog: Pick<ExecutionLogging, 'accessLog'>;
  readonly isTest: boolean;
  readonly isCanary: boolean;
  /** Buckets by resource and method: the stage and its canary draw on the same. */
  readonly throttles: Map<string, Throttle>;
}

function compile(api: RestApiDocument, stage: StageFacts, canary: StageSnapshot['canary']): StageSnapshot {
  const settings = settingsByRoute(stage.methodSettings);
  const { accountId, region, variables } = stage;
  const apiFacts = { accountId, region, apiId: api.id, variables };
  const authorizers = new Map(
    Object.values(api.authorizers).map((model) => [model.id, compileAuthorizer(model, apiFacts)]),
  );
  const schemas = createBodySchemas(api.models);
  const guardsOf = (model: MethodModel): RouteGuards => ({
    authorizer: authorizerOf(model, authorizers),
    validator: compileRequestValidator(api, model, schemas),
  });
  const paths: RoutablePath<RouteSnapshot>[] = Object.values(api.resources).map((resource) => ({
    resourcePath: resource.path,
    methods: compileMethods(api, resource, stage, settings, guardsOf),
  }));
  return Object.freeze<StageSnapshot>({
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
    logging: { level: 'OFF', dataTrace: false, ...stage.accessLog },
    isTest: stage.isTest,
    resourcePolicy: compileResourcePolicy(api.policy, apiFacts),
    apiKeySource: api.apiKeySource,
    isDefaultEndpointClosed: api.disableExecuteApiEndpoint,
    canary,
    isCanary: stage.isCanary,
  });
}

type RouteGuards = Pick<RouteSnapshot, 'authorizer' | 'validator'>;

function authorizerOf(
  { authorizationType: type, authorizerId: id }: MethodModel,
  authorizers: ReadonlyMap<string, AuthorizerSnapshot>,
): AuthorizerSnapshot | null {
  if (type !== 'CUSTOM' && type !== 'COGNITO_USER_POOLS') return null;
  const missing = {
    kind: 'broken',
    id: id ?? '',
    message: 'The authorizer of the method does not exist',
  } as const;
  return authorizers.get(id ?? '') ?? missing;
}

/** AWS also logs accesses to Firehose; such a destination names no group. */
const logGroupArn = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:(.+?)(?::\*)?$/;

function accessLogOf({ accessLogSettings }: StageDocument): Pick<ExecutionLogging, 'accessLog'> {
  const logGroup = logGroupArn.exec(accessLogSettings?.destinationArn ?? '')?.[1];
  const format = accessLogSettings?.format ?? '';
  return logGroup === undefined || format === '' ? {} : { accessLog: { logGroup, format } };
}

/** A method without an integration serves nothing: CreateDeployment refuses such an API, the test stage may hold one. */
function compileMethods(
  api: RestApiDocument,
  resource: ResourceModel,
  stage: StageFacts,
  settings: SettingsByRoute,
  guardsOf: (model: MethodModel) => RouteGuards,
): ReadonlyMap<string, RouteSnapshot> {
  const methods = new Map<string, RouteSnapshot>();
  for (const model of Object.values(resource.methods)) {
    if (model.integration === null) continue;
    const guards = guardsOf(model);
    methods.set(
      model.httpMethod,
      compileRoute(api, resource, model, model.integration, stage, settings, guards),
    );
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
  guards: RouteGuards,
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
      : {
          level: setting?.loggingLevel ?? 'OFF',
          dataTrace: setting?.dataTraceEnabled ?? false,
          detailedMetrics: setting?.metricsEnabled ?? false,
          ...stage.accessLog,
        },
    throttle: setting === null ? null : throttleOf(`${resource.path}/${model.httpMethod}`, setting, stage),
    ...guards,
  });
}

/** Limits of -1 mean that the method has none of its own (Terraform sends them for what is left out). */
function throttleOf(key: string, setting: MethodSettingModel, { throttles }: StageFacts): Throttle | null {
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = setting;
  if (rate < 0 && burst < 0) return null;
  let throttle = throttles.get(key);
  if (throttle === undefined) {
    throttle = createThrottle(
      rate < 0 ? accountThrottleRatePerSecond : rate,
      burst < 0 ? accountThrottleBurst : burst,
    );
    throttles.set(key, throttle);
  }
  return throttle;
}

type SettingsByRoute = (resourcePath: string, method: string) => MethodSettingModel | null;

/** A specific key overrides `*\/*` entirely (SPEC §1.3). */
function settingsByRoute(methodSettings: Readonly<Record<string, MethodSettingModel>>): SettingsByRoute {
  const byKey = new Map<string, MethodSettingModel>();
  for (const [key, setting] of Object.entries(methodSettings)) byKey.set(normalRouteKey(key), setting);
  const forAll = byKey.get('*/*') ?? null;
  return (resourcePath, method) => byKey.get(normalRouteKey(`${resourcePath}/${method}`)) ?? forAll;
}
