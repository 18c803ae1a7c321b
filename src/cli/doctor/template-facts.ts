// A loaded project as the plain facts that the doctor's rules look at; what cannot be resolved is left unknown.
import { permissionStatement } from '../../aws/lambda/permission-statement.ts';
import { parseFunctionArn } from '../../core/arn.ts';
import { AwsError, UserError } from '../../core/errors.ts';
import {
  splitQualifier,
  type AuthorizerInTemplate,
  type DeploymentInTemplate,
  type FunctionInTemplate,
  type GatewayResponseInTemplate,
  type MethodInTemplate,
  type PermissionInTemplate,
  type StageInTemplate,
  type TemplateFacts,
} from '../../doctor/static/template/facts.ts';
import { planProject } from '../../project/plan.ts';
import type { Project } from '../../project/project.ts';
import { eachReference, noGeneratedNames } from '../../project/references.ts';
import {
  isMap,
  own,
  scalarText,
  type TemplateMap,
  type TemplateValue,
} from '../../project/template-value.ts';
import { gatewayResponsesOfDocument, methodsOfDocument } from './template-document.ts';
import {
  arnOf,
  calledFunction,
  identity,
  numberOf,
  readResources,
  texts,
  type ReadResource,
} from './template-resources.ts';

export interface ReadTemplate {
  readonly facts: TemplateFacts;
  readonly functions: readonly { readonly fact: FunctionInTemplate; readonly read: ReadResource }[];
}

/** @throws UserError for what CloudFormation or SAM would refuse. */
export function readTemplateFacts(project: Project): ReadTemplate {
  const plan = planProject(project, identity);
  const resources = readResources(project, plan);
  const all = [...resources.values()];
  const of = (type: string): readonly ReadResource[] => all.filter(({ resource }) => resource.type === type);
  const functions = of('AWS::Lambda::Function').map((read) => ({ fact: functionOf(read, project), read }));
  return {
    functions,
    facts: {
      ...identity,
      functions: functions.map(({ fact }) => fact),
      methods: [
        ...of('AWS::ApiGateway::Method').flatMap((read) => methodOf(read, resources)),
        ...of('AWS::ApiGateway::RestApi').flatMap(methodsOfDocument),
      ],
      permissions: of('AWS::Lambda::Permission').flatMap(permissionOf),
      stages: [
        ...of('AWS::ApiGateway::Stage').flatMap(stageOf),
        ...of('AWS::ApiGateway::Deployment').flatMap(stageOf),
      ],
      deployments: of('AWS::ApiGateway::Deployment').flatMap((read) => deploymentOf(read, resources)),
      authorizers: of('AWS::ApiGateway::Authorizer').flatMap(authorizerOf),
      gatewayResponses: [
        ...of('AWS::ApiGateway::GatewayResponse').flatMap(gatewayResponseOf),
        ...of('AWS::ApiGateway::RestApi').flatMap(gatewayResponsesOfDocument),
      ],
    },
  };
}

function functionOf(read: ReadResource, { file }: Project): FunctionInTemplate {
  const arn = arnOf(read);
  const architectures = read.value('Architectures');
  const layers = read.resource.properties['Layers'];
  const environment = read.value('Environment');
  const written = own(read.resource.properties, 'Environment');
  const variables = isMap(environment) ? (own(environment, 'Variables') ?? {}) : undefined;
  const source = (own(file.body, 'Resources') as TemplateMap)[read.resource.source];
  return {
    logicalId: read.resource.source,
    at: read.at,
    arn,
    name: parseFunctionArn(arn)!.functionName,
    runtime: read.text('Runtime'),
    handler: read.text('Handler'),
    architecture: Array.isArray(architectures) && architectures[0] === 'arm64' ? 'arm64' : 'x86_64',
    timeoutSeconds: Number(read.text('Timeout') ?? 3),
    hasLayers: Array.isArray(layers) ? layers.length > 0 : layers !== undefined,
    environment: written === undefined ? {} : isMap(variables) ? texts(variables) : null,
    hasOtherEvents: hasOtherEvents(source),
  };
}

/** SAM's events that are not a REST API's. */
function hasOtherEvents(declaration: TemplateValue | undefined): boolean {
  const properties = isMap(declaration) ? own(declaration, 'Properties') : undefined;
  const events = isMap(properties) ? own(properties, 'Events') : undefined;
  return isMap(events) && Object.values(events).some((event) => isMap(event) && event['Type'] !== 'Api');
}

function methodOf(
  read: ReadResource,
  resources: ReadonlyMap<string, ReadResource>,
): readonly MethodInTemplate[] {
  const api = read.text('RestApiId');
  const method = read.text('HttpMethod');
  if (api === null || method === null) return [];
  const integration = read.value('Integration');
  return [
    {
      logicalId: read.logicalId,
      at: read.at,
      api,
      method: method.toUpperCase(),
      path: pathOf(read.text('ResourceId'), resources),
      integration: isMap(integration)
        ? {
            type: scalarText(own(integration, 'Type')) ?? '',
            httpMethod: scalarText(own(integration, 'IntegrationHttpMethod')),
            uri: scalarText(own(integration, 'Uri')),
            hasCredentials: own(integration, 'Credentials') !== undefined,
            timeoutMs: numberOf(own(integration, 'TimeoutInMillis')),
          }
        : null,
      authorization: read.text('AuthorizationType') ?? 'NONE',
      hasAuthorizer: own(read.resource.properties, 'AuthorizerId') !== undefined,
      authorizer: read.text('AuthorizerId'),
      isResource: true,
    },
  ];
}

/** `Api/` is the root; else a resource, with those above it. */
function pathOf(
  resourceId: string | null,
  resources: ReadonlyMap<string, ReadResource>,
  depth = 0,
): string | null {
  if (resourceId === null || depth > 30) return null;
  if (resourceId.endsWith('/')) return '/';
  const read = resources.get(resourceId);
  if (read?.resource.type !== 'AWS::ApiGateway::Resource') return null;
  const above = pathOf(read.text('ParentId'), resources, depth + 1);
  const part = read.text('PathPart');
  return above === null || part === null ? null : `${above === '/' ? '' : above}/${part}`;
}

function permissionOf(read: ReadResource): readonly PermissionInTemplate[] {
  const named = read.text('FunctionName');
  const principal = read.text('Principal');
  if (named === null || principal === null) return [];
  const { arn, qualifier } = splitQualifier(calledFunction(named));
  const sourceArn = read.text('SourceArn');
  // A source that cannot be told may well be the right one: any will do then.
  const isUnknown = sourceArn === null && own(read.resource.properties, 'SourceArn') !== undefined;
  const statement = statementOf(
    {
      FunctionName: named,
      StatementId: read.logicalId,
      Action: read.text('Action') ?? '',
      Principal: principal,
      ...(sourceArn === null || isUnknown ? {} : { SourceArn: sourceArn }),
    },
    qualifier === null ? arn : `${arn}:${qualifier}`,
    read,
  );
  return [{ logicalId: read.logicalId, at: read.at, functionArn: arn, qualifier, statement }];
}

/** @throws UserError for a permission that AWS refuses */
function statementOf(
  input: Parameters<typeof permissionStatement>[0],
  resourceArn: string,
  read: ReadResource,
): PermissionInTemplate['statement'] {
  try {
    return permissionStatement(input, resourceArn);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const place = read.at('Principal');
    throw new UserError(
      `${place === null ? '' : `${place.file}:${place.line}: `}${read.logicalId} cannot be created: ${cause.message}`,
      { cause },
    );
  }
}

function stageOf(read: ReadResource): readonly StageInTemplate[] {
  const api = read.text('RestApiId');
  const name = read.text('StageName');
  if (api === null || name === null) return [];
  const variables = read.value('Variables');
  const isWritten = own(read.resource.properties, 'Variables') !== undefined;
  return [
    {
      logicalId: read.resource.source,
      at: read.at,
      api,
      name,
      variables: isMap(variables)
        ? texts(variables)
        : isWritten || read.resource.type.endsWith('Deployment')
          ? null
          : {},
    },
  ];
}

function deploymentOf(
  read: ReadResource,
  resources: ReadonlyMap<string, ReadResource>,
): readonly DeploymentInTemplate[] {
  const api = read.text('RestApiId');
  if (api === null) return [];
  return [
    { logicalId: read.resource.source, at: read.at, api, after: dependencies(read.logicalId, resources) },
  ];
}

/** All that CloudFormation waits for, however far behind. */
function dependencies(start: string, resources: ReadonlyMap<string, ReadResource>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const resource = resources.get(id)?.resource;
    if (resource === undefined) continue;
    const next = [...resource.dependsOn];
    eachReference(resource.properties, noGeneratedNames, ({ name }) => void next.push(name));
    for (const each of next) {
      if (found.has(each)) continue;
      found.add(each);
      waiting.push(each);
    }
  }
  return found;
}

function authorizerOf(read: ReadResource): readonly AuthorizerInTemplate[] {
  const api = read.text('RestApiId');
  const type = read.text('Type');
  if (api === null || type === null) return [];
  const { properties } = read.resource;
  return [
    {
      logicalId: read.logicalId,
      at: read.at,
      api,
      type,
      uri: read.text('AuthorizerUri'),
      hasCredentials: own(properties, 'AuthorizerCredentials') !== undefined,
      identitySource:
        own(properties, 'IdentitySource') === undefined ? null : (read.text('IdentitySource') ?? 'unknown'),
    },
  ];
}

function gatewayResponseOf(read: ReadResource): readonly GatewayResponseInTemplate[] {
  const api = read.text('RestApiId');
  const responseType = read.text('ResponseType');
  if (api === null || responseType === null) return [];
  const parameters = read.value('ResponseParameters');
  return [
    {
      logicalId: read.logicalId,
      at: read.at,
      api,
      responseType,
      headers: isMap(parameters) ? Object.keys(parameters).map((name) => name.toLowerCase()) : [],
    },
  ];
}
