// Builds the documents of a small API for the gateway's tests: what the control plane would have written.
import type {
  DeploymentDocument,
  IntegrationModel,
  MethodModel,
  ResourceModel,
  RestApiDocument,
  StageDocument,
} from '../model.ts';

export interface MethodSketch {
  readonly path: string;
  readonly method: string;
  readonly integration: IntegrationModel;
  readonly overrides?: Partial<MethodModel>;
}

export function mockIntegration(status: number, overrides: Partial<IntegrationModel> = {}): IntegrationModel {
  return {
    type: 'MOCK',
    httpMethod: null,
    uri: null,
    credentials: null,
    timeoutInMillis: 29_000,
    passthroughBehavior: 'WHEN_NO_MATCH',
    contentHandling: null,
    requestParameters: {},
    requestTemplates: { 'application/json': `{"statusCode": ${status}}` },
    cacheNamespace: 'x',
    cacheKeyParameters: [],
    integrationResponses: {
      [status]: {
        selectionPattern: null,
        responseParameters: {},
        responseTemplates: {},
        contentHandling: null,
      },
    },
    ...overrides,
  };
}

export function lambdaIntegration(
  functionArn: string,
  overrides: Partial<IntegrationModel> = {},
): IntegrationModel {
  return {
    ...mockIntegration(200),
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    requestTemplates: {},
    integrationResponses: {},
    ...overrides,
  };
}

/** Resources for every path, parents included; ids are the paths themselves. */
export function restApi(
  sketches: readonly MethodSketch[],
  overrides: Partial<RestApiDocument> = {},
): RestApiDocument {
  const resources: Record<string, ResourceModel> = {
    root: { id: 'root', parentId: null, pathPart: null, path: '/', methods: {} },
  };
  for (const { path, method, integration, overrides: methodOverrides } of sketches) {
    const id = path === '/' ? 'root' : path;
    const existing = resources[id] ?? {
      id,
      parentId: 'root',
      pathPart: path.split('/').at(-1)!,
      path,
      methods: {},
    };
    const model: MethodModel = {
      httpMethod: method,
      authorizationType: 'NONE',
      authorizerId: null,
      apiKeyRequired: false,
      operationName: null,
      requestValidatorId: null,
      requestParameters: {},
      requestModels: {},
      methodResponses: Object.fromEntries(
        Object.keys(integration.integrationResponses).map((status) => [
          status,
          { responseParameters: {}, responseModels: {} },
        ]),
      ),
      integration,
      ...methodOverrides,
    };
    resources[id] = { ...existing, methods: { ...existing.methods, [method]: model } };
  }
  return {
    id: 'api1234567',
    name: 'test',
    description: null,
    createdAtMs: 0,
    rootResourceId: 'root',
    endpointType: 'REGIONAL',
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    policy: null,
    tags: {},
    resources,
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
    ...overrides,
  };
}

export function deploymentOf(api: RestApiDocument): DeploymentDocument {
  return { id: 'dep123', apiId: api.id, description: null, createdAtMs: 0, snapshot: api };
}

export function stageOf(api: RestApiDocument, overrides: Partial<StageDocument> = {}): StageDocument {
  return {
    apiId: api.id,
    stageName: 'Prod',
    deploymentId: 'dep123',
    description: null,
    createdAtMs: 0,
    lastUpdatedAtMs: 0,
    variables: null,
    methodSettings: {},
    accessLogSettings: null,
    tracingEnabled: false,
    tags: {},
    ...overrides,
  };
}
