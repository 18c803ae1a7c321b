// The routes of an AWS::Serverless::Api: a resource for each path, a method for each event, a preflight where Cors asks for it.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { type Cors, preflightMethod, readCors } from './cors.ts';
import { generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';
import type { FunctionRoute } from './serverless-function.ts';

export interface ApiRoutes {
  /** Each after the one above it. */
  readonly resources: readonly TemplateResource[];
  readonly methods: readonly TemplateResource[];
}

/** @throws UserError where two events ask for the same method and path. */
export function routesOf(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  scope: SamScope,
): ApiRoutes {
  const resources = new Map<string, TemplateResource>();
  const taken = new Map<string, FunctionRoute>();
  const verbsOfPath = new Map<string, string[]>();
  const methods = routes.map((route) => {
    const { event } = route;
    const path = addPath(api, resources, event.path);
    const verb = event.method === 'any' ? 'ANY' : event.method.toUpperCase();
    const other = taken.get(`${verb} ${path}`);
    if (other !== undefined) {
      throw new UserError(
        `${scope.file.where(event.properties, 'Path')}: ${event.name} asks for ${verb} ${path}, which ${other.event.name} has: change one of them.`,
      );
    }
    taken.set(`${verb} ${path}`, route);
    verbsOfPath.set(path, [...(verbsOfPath.get(path) ?? []), verb]);
    return methodOf(api, path, verb, route);
  });
  const cors = readCors(api, scope);
  const preflights = cors === null ? [] : preflightsOf(api, verbsOfPath, cors);
  return { resources: [...resources.values()], methods: [...methods, ...preflights] };
}

/** Adds the resources on the way to a path, and gives the path without a slash at its end, which API Gateway drops. */
function addPath(api: TemplateResource, resources: Map<string, TemplateResource>, written: string): string {
  let parent = '/';
  for (const part of written.split('/').filter((segment) => segment !== '')) {
    const path = parent === '/' ? `/${part}` : `${parent}/${part}`;
    if (!resources.has(path)) {
      const properties = {
        RestApiId: { Ref: api.logicalId },
        ParentId: refToResource(api, parent),
        PathPart: part,
      };
      resources.set(
        path,
        generatedResource(api, {
          logicalId: resourceId(api, path),
          type: 'AWS::ApiGateway::Resource',
          properties,
        }),
      );
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
      AuthorizationType: authorizationOf(api, verb, properties),
      ApiKeyRequired: needsApiKey(api, verb, properties),
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
function authorizationOf(api: TemplateResource, verb: string, event: TemplateMap): string {
  const auth = own(api.properties, 'Auth');
  const isSpared = verb === 'OPTIONS' && member(auth, 'AddDefaultAuthorizerToCorsPreflight') === false;
  const chosen =
    member(own(event, 'Auth'), 'Authorizer') ?? (isSpared ? null : member(auth, 'DefaultAuthorizer'));
  return chosen === 'AWS_IAM' ? 'AWS_IAM' : 'NONE';
}

/** A preflight that is spared the API's key is spared it even where the event asks for one (samtranslator 1.110). */
function needsApiKey(api: TemplateResource, verb: string, event: TemplateMap): TemplateValue {
  const auth = own(api.properties, 'Auth');
  const byApi = member(auth, 'ApiKeyRequired') ?? false;
  const isSpared = verb === 'OPTIONS' && member(auth, 'AddApiKeyRequiredToCorsPreflight') === false;
  if (isSpared && byApi !== false) return false;
  return member(own(event, 'Auth'), 'ApiKeyRequired') ?? byApi;
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
function preflightsOf(
  api: TemplateResource,
  verbsOfPath: ReadonlyMap<string, readonly string[]>,
  cors: Cors,
): readonly TemplateResource[] {
  return [...verbsOfPath]
    .filter(([, verbs]) => !verbs.includes('OPTIONS'))
    .map(([path, verbs]) =>
      generatedResource(api, {
        logicalId: `${api.logicalId}:OPTIONS ${path}`,
        type: 'AWS::ApiGateway::Method',
        properties: {
          ...preflightMethod(cors, verbs),
          AuthorizationType: authorizationOf(api, 'OPTIONS', {}),
          RestApiId: { Ref: api.logicalId },
          ResourceId: refToResource(api, path),
          ApiKeyRequired: needsApiKey(api, 'OPTIONS', {}),
        },
      }),
    );
}
