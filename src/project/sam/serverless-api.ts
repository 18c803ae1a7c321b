// AWS::Serverless::Api, written out or implied by events → an API with resources, methods, deployment and stage.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { routesOf } from './api-routes.ts';
import { digestOf, generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';
import type { FunctionRoute } from './serverless-function.ts';

export interface TransformedApi {
  readonly resources: readonly TemplateResource[];
  /** `Api.Stage` → `ApiProdStage`. */
  readonly names: readonly (readonly [string, string])[];
}

export function transformApi(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  scope: SamScope,
): TransformedApi {
  const { logicalId } = api;
  // With a document of its own SAM adds no routes: they stand in it.
  const hasDocument =
    own(api.properties, 'DefinitionBody') !== undefined || own(api.properties, 'DefinitionUri') !== undefined;
  const { resources: paths, methods } = routesOf(api, hasDocument ? [] : routes, scope);
  const digest = digestOf(methods.map((method) => method.properties));
  const deploymentId = `${logicalId}Deployment${digest.short}`;
  const stageName = own(api.properties, 'StageName');
  if (stageName === undefined) {
    throw new UserError(`${scope.where(api)}: ${logicalId} needs StageName: add it under Properties.`);
  }
  const stageId = stageLogicalId(logicalId, stageName);
  return {
    names: [
      [`${logicalId}.Stage`, stageId],
      [`${logicalId}.Deployment`, deploymentId],
    ],
    resources: [
      restApiOf(api, hasDocument, routes),
      ...gatewayResponsesOf(api),
      ...paths,
      ...methods,
      generatedResource(api, {
        logicalId: deploymentId,
        type: 'AWS::ApiGateway::Deployment',
        dependsOn: methods.map((method) => method.logicalId),
        // AWS also makes a stage named Stage beside the one asked for, unless OpenApiVersion is set (samtranslator 1.110
        // writes StageName: Stage here). It is left out by choice: nobody asks for it, and everyone would see it listed.
        properties: { RestApiId: { Ref: logicalId }, Description: `RestApi deployment id: ${digest.full}` },
      }),
      stageOf(api, stageId, stageName, deploymentId),
    ],
  };
}

/**
 * On AWS the API's document names the functions, so the API depends on them; a function that names its API in turn is a
 * circular dependency there, and so it is here.
 */
function restApiOf(
  api: TemplateResource,
  hasDocument: boolean,
  routes: readonly FunctionRoute[],
): TemplateResource {
  const { logicalId, properties } = api;
  return generatedResource(api, {
    logicalId,
    type: 'AWS::ApiGateway::RestApi',
    dependsOn: [
      ...api.dependsOn,
      ...(hasDocument ? [] : routes.map((route) => route.aliasId ?? route.functionId)),
    ],
    properties: {
      Name: own(properties, 'Name') ?? { Ref: 'AWS::StackName' },
      ApiKeySourceType: own(properties, 'ApiKeySourceType'),
      BinaryMediaTypes: own(properties, 'BinaryMediaTypes'),
      Description: own(properties, 'Description'),
      DisableExecuteApiEndpoint: own(properties, 'DisableExecuteApiEndpoint'),
      EndpointConfiguration: endpointOf(own(properties, 'EndpointConfiguration')),
      MinimumCompressionSize: own(properties, 'MinimumCompressionSize'),
      // Kept so that the deployer knows of an API whose routes stand in a document it does not read.
      Body: hasDocument ? {} : undefined,
    },
  });
}

function endpointOf(endpoint: TemplateValue | undefined): TemplateMap | undefined {
  if (endpoint === undefined) return undefined;
  const type = isMap(endpoint) ? own(endpoint, 'Type') : undefined;
  if (type === undefined) return { Types: [endpoint] };
  const ipAddressType = own(endpoint as TemplateMap, 'IpAddressType');
  return { Types: [type], ...(ipAddressType === undefined ? {} : { IpAddressType: ipAddressType }) };
}

function gatewayResponsesOf(api: TemplateResource): readonly TemplateResource[] {
  const responses = own(api.properties, 'GatewayResponses');
  if (!isMap(responses)) return [];
  return Object.entries(responses).map(([responseType, response]) => {
    const members = isMap(response) ? response : {};
    return generatedResource(api, {
      logicalId: `${api.logicalId}:${responseType}`,
      type: 'AWS::ApiGateway::GatewayResponse',
      properties: {
        RestApiId: { Ref: api.logicalId },
        ResponseType: responseType,
        StatusCode: own(members, 'StatusCode'),
        ResponseParameters: responseParametersOf(own(members, 'ResponseParameters')),
        ResponseTemplates: own(members, 'ResponseTemplates'),
      },
    });
  });
}

function responseParametersOf(parameters: TemplateValue | undefined): TemplateMap | undefined {
  if (!isMap(parameters)) return undefined;
  const kinds = [
    ['Headers', 'header'],
    ['Paths', 'path'],
    ['QueryStrings', 'querystring'],
  ] as const;
  return Object.fromEntries(
    kinds.flatMap(([member, prefix]) => {
      const values = own(parameters, member);
      return isMap(values)
        ? Object.entries(values).map(([key, value]) => [`gatewayresponse.${prefix}.${key}`, value] as const)
        : [];
    }),
  );
}

function stageOf(
  api: TemplateResource,
  logicalId: string,
  stageName: TemplateValue,
  deploymentId: string,
): TemplateResource {
  const tags = own(api.properties, 'Tags');
  const sameNames = ['AccessLogSetting', 'MethodSettings', 'TracingEnabled', 'Variables'] as const;
  return generatedResource(api, {
    logicalId,
    type: 'AWS::ApiGateway::Stage',
    properties: {
      ...Object.fromEntries(sameNames.map((name) => [name, own(api.properties, name)])),
      StageName: stageName,
      RestApiId: { Ref: api.logicalId },
      DeploymentId: { Ref: deploymentId },
      Tags: isMap(tags) ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) : undefined,
    },
  });
}

function stageLogicalId(logicalId: string, stageName: TemplateValue): string {
  if (typeof stageName !== 'string') return `${logicalId}Stage`;
  return /^[A-Za-z0-9]+$/.test(stageName)
    ? `${logicalId}${stageName}Stage`
    : `${logicalId}Stage${digestOf(stageName).short}`;
}
