// AWS::Serverless::Api, written out or implied by events → an API with resources, methods, deployment and stage.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { type Cors, preflightMethod, readCors } from './cors.ts';
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
  const paths = pathsOf(api, hasDocument ? [] : routes, scope);
  const methods = [...paths.values()].flatMap((path) => path.methods);
  const deploymentId = `${logicalId}Deployment${digestOf(methods.map((method) => method.properties)).short}`;
  const stageName = own(api.properties, 'StageName');
  if (stageName === undefined)
    throw new UserError(`${scope.where(api)}: ${logicalId} needs StageName: add it under Properties.`);
  const stageId = stageLogicalId(logicalId, stageName);
  return {
    names: [
      [`${logicalId}.Stage`, stageId],
      [`${logicalId}.Deployment`, deploymentId],
    ],
    resources: [
      restApiOf(api, hasDocument, routes),
      ...gatewayResponsesOf(api),
      ...[...paths.values()].flatMap((path) => path.resource ?? []),
      ...methods,
      generatedResource(api, {
        logicalId: deploymentId,
        type: 'AWS::ApiGateway::Deployment',
        dependsOn: methods.map((method) => method.logicalId),
        // AWS also makes a stage named Stage beside the one asked for, unless OpenApiVersion is set (StageName: Stage
        // here). It is left out by choice: nobody asks for it, and everyone would see it listed.
        properties: {
          RestApiId: { Ref: logicalId },
          Description: `RestApi deployment id: ${digestOf(methods.map((method) => method.properties)).full}`,
        },
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

interface ApiPath {
  /** Null for the root, which every API has. */
  readonly resource: TemplateResource | null;
  readonly methods: TemplateResource[];
}

/** Every path of the routes, the ones above it included, by its text: `/orders/{id}`. */
function pathsOf(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  scope: SamScope,
): ReadonlyMap<string, ApiPath> {
  const paths = new Map<string, ApiPath>([['/', { resource: null, methods: [] }]]);
  const taken = new Map<string, FunctionRoute>();
  const verbs = new Map<string, string[]>();
  for (const route of routes) {
    const { event } = route;
    // API Gateway drops a slash at the end.
    const path = addPath(
      api,
      paths,
      event.path.split('/').filter((part) => part !== ''),
    );
    const verb = event.method === 'any' ? 'ANY' : event.method.toUpperCase();
    const other = taken.get(`${verb} ${path}`);
    if (other !== undefined) {
      throw new UserError(
        `${scope.file.where(event.properties, 'Path')}: ${event.name} asks for ${verb} ${path}, which ${other.event.name} has: change one of them.`,
      );
    }
    taken.set(`${verb} ${path}`, route);
    verbs.set(path, [...(verbs.get(path) ?? []), verb]);
    paths.get(path)!.methods.push(methodOf(api, path, verb, route));
  }
  const cors = readCors(api, scope);
  if (cors !== null) addPreflights(api, paths, verbs, cors);
  return paths;
}

function addPath(api: TemplateResource, paths: Map<string, ApiPath>, parts: readonly string[]): string {
  let parent = '/';
  for (const part of parts) {
    const path = parent === '/' ? `/${part}` : `${parent}/${part}`;
    if (!paths.has(path)) {
      const resource = generatedResource(api, {
        logicalId: resourceId(api, path),
        type: 'AWS::ApiGateway::Resource',
        properties: {
          RestApiId: { Ref: api.logicalId },
          ParentId: refToResource(api, parent),
          PathPart: part,
        },
      });
      paths.set(path, { resource, methods: [] });
    }
    parent = path;
  }
  return parent;
}

/** A slash or colon cannot stand in a template's logical id, so these names are free. */
function resourceId(api: TemplateResource, path: string): string {
  return `${api.logicalId}:${path}`;
}

function refToResource(api: TemplateResource, path: string): TemplateValue {
  return path === '/' ? { 'Fn::GetAtt': [api.logicalId, 'RootResourceId'] } : { Ref: resourceId(api, path) };
}

function methodOf(api: TemplateResource, path: string, verb: string, route: FunctionRoute): TemplateResource {
  const { properties } = route.event;
  const callee = route.aliasId ?? `${route.functionId}.Arn`;
  return generatedResource(api, {
    logicalId: `${api.logicalId}:${verb} ${path}`,
    type: 'AWS::ApiGateway::Method',
    properties: {
      RestApiId: { Ref: api.logicalId },
      ResourceId: refToResource(api, path),
      HttpMethod: verb,
      AuthorizationType: authorizationOf(api, properties),
      ApiKeyRequired: needsApiKey(api, properties),
      RequestParameters: requestParametersOf(own(properties, 'RequestParameters')),
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: {
          'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${callee}}/invocations`,
        },
        ...timeoutOf(own(properties, 'TimeoutInMillis')),
      },
    },
  });
}

function timeoutOf(timeout: TemplateValue | undefined): TemplateMap {
  return timeout === undefined ? {} : { TimeoutInMillis: timeout };
}

/** `AWS_IAM` is kept; any other authorizer is reported, and the method is open. */
function authorizationOf(api: TemplateResource, event: TemplateMap): string {
  const chosen =
    member(own(event, 'Auth'), 'Authorizer') ?? member(own(api.properties, 'Auth'), 'DefaultAuthorizer');
  return chosen === 'AWS_IAM' ? 'AWS_IAM' : 'NONE';
}

function needsApiKey(api: TemplateResource, event: TemplateMap): TemplateValue {
  return (
    member(own(event, 'Auth'), 'ApiKeyRequired') ??
    member(own(api.properties, 'Auth'), 'ApiKeyRequired') ??
    false
  );
}

function member(map: TemplateValue | undefined, key: string): TemplateValue | undefined {
  return isMap(map) ? own(map, key) : undefined;
}

/** A list of names, or of maps from a name to `{Required, Caching}`. */
function requestParametersOf(parameters: TemplateValue | undefined): TemplateMap | undefined {
  if (!isList(parameters)) return undefined;
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      if (typeof parameter === 'string') return [[parameter, false] as const];
      return isMap(parameter)
        ? Object.entries(parameter).map(
            ([name, settings]) => [name, member(settings, 'Required') ?? false] as const,
          )
        : [];
    }),
  );
}

/** SAM puts the API's authorizer and key on the preflight too, unless it is told not to. */
function addPreflights(
  api: TemplateResource,
  paths: ReadonlyMap<string, ApiPath>,
  verbs: ReadonlyMap<string, readonly string[]>,
  cors: Cors,
): void {
  const auth = own(api.properties, 'Auth');
  const isClosed =
    member(auth, 'DefaultAuthorizer') === 'AWS_IAM' &&
    member(auth, 'AddDefaultAuthorizerToCorsPreflight') !== false;
  const needsKey =
    member(auth, 'ApiKeyRequired') === true && member(auth, 'AddApiKeyRequiredToCorsPreflight') !== false;
  for (const [path, methods] of verbs) {
    if (methods.includes('OPTIONS')) continue;
    paths.get(path)!.methods.push(
      generatedResource(api, {
        logicalId: `${api.logicalId}:OPTIONS ${path}`,
        type: 'AWS::ApiGateway::Method',
        properties: {
          ...preflightMethod(cors, methods),
          ...(isClosed ? { AuthorizationType: 'AWS_IAM' } : {}),
          RestApiId: { Ref: api.logicalId },
          ResourceId: refToResource(api, path),
          ApiKeyRequired: needsKey,
        },
      }),
    );
  }
}
