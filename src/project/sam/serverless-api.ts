// AWS::Serverless::Api, written out or implied by events → an API with its document, a deployment and a stage.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { definitionOf } from './api-definition.ts';
import { authorizerPermissions } from './authorizer-scheme.ts';
import { domainOf } from './domain.ts';
import { digestOf, generatedResource } from './generated-resource.ts';
import { mapAt } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';
import type { FunctionRoute } from './serverless-function.ts';

export interface TransformedApi {
  readonly resources: readonly TemplateResource[];
  /** `Api.Stage` → `ApiProdStage`. */
  readonly names: readonly (readonly [string, string])[];
  readonly stageId: string;
}

export function transformApi(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  scope: SamScope,
): TransformedApi {
  const { logicalId } = api;
  const body = definitionOf(api, routes, scope);
  const digest = digestOf(body ?? own(api.properties, 'DefinitionUri') ?? '');
  const deploymentId = `${logicalId}Deployment${digest.short}`;
  const stageName = own(api.properties, 'StageName');
  if (stageName === undefined) {
    throw new UserError(`${scope.where(api)}: ${logicalId} needs StageName: add it under Properties.`);
  }
  const stageId = stageLogicalId(logicalId, stageName);
  const domain = domainOf(api, stageId, scope);
  const authorizers = mapAt(mapAt(api.properties, 'Auth'), 'Authorizers');
  return {
    stageId,
    names: [[`${logicalId}.Stage`, stageId], [`${logicalId}.Deployment`, deploymentId], ...domain.names],
    resources: [
      restApiOf(api, body, scope),
      generatedResource(api, {
        logicalId: deploymentId,
        type: 'AWS::ApiGateway::Deployment',
        // AWS also makes a stage named Stage beside the one asked for, unless OpenApiVersion is set (samtranslator 1.110
        // writes StageName: Stage here). It is left out by choice: nobody asks for it, and everyone would see it listed.
        properties: { RestApiId: { Ref: logicalId }, Description: `RestApi deployment id: ${digest.full}` },
      }),
      stageOf(api, stageId, stageName, deploymentId),
      ...authorizerPermissions(api, authorizers),
      ...domain.resources,
    ],
  };
}

/** Its document names the functions, so the API depends on them: one that names its API in turn makes a circle, as on AWS. */
function restApiOf(api: TemplateResource, body: TemplateMap | null, scope: SamScope): TemplateResource {
  const { logicalId, properties } = api;
  const endpoint = endpointOf(own(properties, 'EndpointConfiguration'));
  const restApi = generatedResource(api, {
    logicalId,
    type: 'AWS::ApiGateway::RestApi',
    dependsOn: api.dependsOn,
    properties: {
      ...Object.fromEntries(sameNames.map((name) => [name, own(properties, name)])),
      Body: body ?? undefined,
      BodyS3Location: body === null ? own(properties, 'DefinitionUri') : undefined,
      EndpointConfiguration: endpoint,
      Parameters: endpoint && { endpointConfigurationTypes: endpoint.Types[0] },
    },
  });
  scope.file.positions.inherit(restApi.properties, properties);
  return restApi;
}

/** Handed through under the same name. */
const sameNames = [
  'ApiKeySourceType',
  'BinaryMediaTypes',
  'Description',
  'FailOnWarnings',
  'MinimumCompressionSize',
  'Mode',
  'Name',
  'Policy',
] as const;

interface Endpoint extends TemplateMap {
  readonly Types: readonly [TemplateValue];
}

function endpointOf(endpoint: TemplateValue | undefined): Endpoint | undefined {
  if (endpoint === undefined) return undefined;
  const type = isMap(endpoint) ? own(endpoint, 'Type') : undefined;
  if (!isMap(endpoint) || type === undefined) return { Types: [endpoint] };
  const ipAddressType = own(endpoint, 'IpAddressType');
  const vpcEndpointIds = own(endpoint, 'VPCEndpointIds') ?? own(endpoint, 'VpcEndpointIds');
  return {
    Types: [type],
    ...(vpcEndpointIds === undefined ? {} : { VpcEndpointIds: vpcEndpointIds }),
    ...(ipAddressType === undefined ? {} : { IpAddressType: ipAddressType }),
  };
}

const stageNames = [
  'AccessLogSetting',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
  'MethodSettings',
  'TracingEnabled',
  'Variables',
] as const;

function stageOf(
  api: TemplateResource,
  logicalId: string,
  stageName: TemplateValue,
  deploymentId: string,
): TemplateResource {
  const tags = own(api.properties, 'Tags');
  return generatedResource(api, {
    logicalId,
    type: 'AWS::ApiGateway::Stage',
    properties: {
      ...Object.fromEntries(stageNames.map((name) => [name, own(api.properties, name)])),
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
