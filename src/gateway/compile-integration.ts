// An integration as the hot path reads it: addresses with stage variables filled in, templates and patterns ready.
import { executeApiArn, parseFunctionArn } from '../core/arn.ts';
import { fillStageVariables, lambdaUri } from './lambda-uri.ts';
import { compileIntegrationResponses } from './mapping/map-response.ts';
import { compileTemplates } from './mapping/template-set.ts';
import type { IntegrationModel, MethodModel, ResourceModel, RestApiDocument } from './model.ts';
import type { IntegrationSnapshot } from './snapshot.ts';

interface StageFacts {
  readonly accountId: string;
  readonly region: string;
  readonly stage: string;
  readonly variables: Readonly<Record<string, string>> | null;
}

export function compileIntegration(
  api: RestApiDocument,
  resource: ResourceModel,
  method: MethodModel,
  model: IntegrationModel,
  stage: StageFacts,
): IntegrationSnapshot {
  switch (model.type) {
    case 'MOCK':
      return { kind: 'mock', model, ...mappingOf(model) };
    case 'HTTP':
    case 'HTTP_PROXY':
      return {
        kind: 'http',
        isProxy: model.type === 'HTTP_PROXY',
        model,
        uri: fillStageVariables(model.uri ?? '', stage.variables),
        timeoutMs: model.timeoutInMillis,
        illegalHeaderMapping: illegalHeaderMapping(model, illegalForAll),
        ...mappingOf(model),
      };
    case 'AWS':
    case 'AWS_PROXY':
      return compileAws(api, resource, method, model, stage);
  }
}

function mappingOf(model: IntegrationModel) {
  return {
    templates: compileTemplates(model.requestTemplates),
    responses: compileIntegrationResponses(model.integrationResponses),
  };
}

const anyServiceUri = /^arn:[^:]+:apigateway:[^:]*:([^:]+):/;

function compileAws(
  api: RestApiDocument,
  resource: ResourceModel,
  method: MethodModel,
  model: IntegrationModel,
  stage: StageFacts,
): IntegrationSnapshot {
  const uri = fillStageVariables(model.uri ?? '', stage.variables);
  const service = anyServiceUri.exec(uri)?.[1];
  if (service !== undefined && service !== 'lambda') return { kind: 'aws-service', model, service };
  const functionArn = lambdaUri.exec(uri)?.[1];
  if (functionArn === undefined || parseFunctionArn(functionArn) === null) {
    return { kind: 'invalid-endpoint', model, uri };
  }
  const target = {
    model,
    functionArn,
    sourceArn: executeApiArn({
      region: stage.region,
      accountId: stage.accountId,
      apiId: api.id,
      stage: stage.stage,
      method: method.httpMethod,
      resourcePath: resource.path,
    }),
    timeoutMs: model.timeoutInMillis,
    usesRole: model.credentials !== null,
    illegalHeaderMapping: illegalHeaderMapping(model, illegalForLambda),
  };
  return model.type === 'AWS'
    ? { kind: 'lambda', ...target, ...mappingOf(model) }
    : { kind: 'lambda-proxy', ...target };
}

const illegalForAll: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);
/** Mapping one of these onto a Lambda integration fails every call (SPEC §3.3, recorded). */
const illegalForLambda: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

function illegalHeaderMapping(model: IntegrationModel, illegal: ReadonlySet<string>): string | null {
  const prefix = 'integration.request.header.';
  for (const target of Object.keys(model.requestParameters)) {
    if (!target.startsWith(prefix)) continue;
    const header = target.slice(prefix.length);
    if (illegal.has(header.toLowerCase())) return header;
  }
  return null;
}
