// What is exported and imported again is the same API: for any API that a definition can say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { createIds } from '../../../core/ids.ts';
import type {
  AuthorizerModel,
  GatewayResponseModel,
  IntegrationModel,
  IntegrationResponseModel,
  MethodModel,
  RequestValidatorModel,
  ResourceModel,
  RestApiDocument,
} from '../../../gateway/model.ts';
import { exportOas30, exportSwagger } from './export-definition.ts';
import { importDefinition } from './import-definition.ts';
import { readDefinition } from './read-definition.ts';

const place = {
  host: 'api.execute-api.eu-south-1.amazonaws.com',
  stage: 'dev',
  extensions: { integrations: true, authorizers: true, api: true },
};

/** Text that says something; what YAML takes for other things included. */
const text = fc.oneof(
  fc.constantFrom('true', '1.0', 'null', '~', '2022-04-12T15:36:55Z', "'*'", 'a: b', '# no', ' ', '\n'),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,7}$/);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const contentType = fc.constantFrom('application/json', 'text/html', 'application/xml');
const texts = (key: fc.Arbitrary<string>): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(key, text, { maxKeys: 2, noNullPrototype: true });
const statusCode = fc.constantFrom('200', '201', '404', '500');
const id = fc.stringMatching(/^[a-z0-9]{6}$/);

const integrationResponse: fc.Arbitrary<IntegrationResponseModel> = fc.record({
  selectionPattern: fc.constant(null),
  responseParameters: texts(name.map((header) => `method.response.header.${header}`)),
  responseTemplates: texts(contentType),
  contentHandling: optional(fc.constantFrom('CONVERT_TO_TEXT', 'CONVERT_TO_BINARY')),
});

/** In a definition responses stand by their pattern: each needs one of its own. */
const integrationResponses = fc
  .dictionary(statusCode, integrationResponse, { maxKeys: 3, noNullPrototype: true })
  .map((responses) =>
    Object.fromEntries(
      Object.entries(responses).map(([code, response], index) => [
        code,
        { ...response, selectionPattern: index === 0 ? null : `${code}.*` },
      ]),
    ),
  );

function integrationFor(resourceId: string): fc.Arbitrary<IntegrationModel> {
  const common = {
    credentials: optional(fc.constant('arn:aws:iam::111122223333:role/caller')),
    timeoutInMillis: fc.oneof(fc.constant(29_000), fc.integer({ min: 50, max: 29_000 })),
    passthroughBehavior: fc.constantFrom('WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'),
    contentHandling: optional(fc.constantFrom('CONVERT_TO_TEXT', 'CONVERT_TO_BINARY')),
    requestParameters: texts(name.map((header) => `integration.request.header.${header}`)),
    requestTemplates: texts(contentType),
    cacheNamespace: fc.oneof(fc.constant(resourceId), name),
    cacheKeyParameters: fc.array(
      name.map((header) => `method.request.header.${header}`),
      { maxLength: 2 },
    ),
    integrationResponses,
  };
  return fc.oneof(
    fc.record({
      ...common,
      type: fc.constant('MOCK' as const),
      httpMethod: fc.constant(null),
      uri: fc.constant(null),
    }),
    fc.record({
      ...common,
      type: fc.constantFrom('HTTP', 'HTTP_PROXY'),
      httpMethod: fc.constantFrom('GET', 'POST', 'ANY'),
      uri: fc.constant('https://${stageVariables.host}/pets?a=b'),
    }),
    fc.record({
      ...common,
      type: fc.constantFrom('AWS', 'AWS_PROXY'),
      httpMethod: fc.constantFrom('POST'),
      uri: fc.constant(
        'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:111122223333:function:f/invocations',
      ),
    }),
  );
}

const token: AuthorizerModel = {
  id: 'aaaaaa',
  name: 'tokens',
  type: 'TOKEN',
  providerARNs: [],
  authType: 'custom',
  authorizerUri:
    'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:111122223333:function:f/invocations',
  authorizerCredentials: null,
  identitySource: 'method.request.header.Auth',
  identityValidationExpression: '^x-[a-z]+',
  authorizerResultTtlInSeconds: 0,
};
const request: AuthorizerModel = {
  ...token,
  id: 'bbbbbb',
  name: 'requests',
  type: 'REQUEST',
  identitySource: 'method.request.header.A,method.request.querystring.B',
  identityValidationExpression: null,
  authorizerCredentials: 'arn:aws:iam::111122223333:role/caller',
  authorizerResultTtlInSeconds: null,
};
const pool: AuthorizerModel = {
  ...token,
  id: 'cccccc',
  name: 'pools',
  type: 'COGNITO_USER_POOLS',
  providerARNs: ['arn:aws:cognito-idp:eu-south-1:111122223333:userpool/eu-south-1_ABC'],
  authType: 'cognito_user_pools',
  authorizerUri: null,
};
const validator: RequestValidatorModel = {
  id: 'dddddd',
  name: 'both',
  validateRequestBody: true,
  validateRequestParameters: false,
};

const security: fc.Arbitrary<
  Pick<MethodModel, 'authorizationType' | 'authorizerId' | 'authorizationScopes'>
> = fc.constantFrom(
  { authorizationType: 'NONE' as const, authorizerId: null },
  { authorizationType: 'AWS_IAM' as const, authorizerId: null },
  { authorizationType: 'CUSTOM' as const, authorizerId: token.id },
  { authorizationType: 'CUSTOM' as const, authorizerId: request.id },
  { authorizationType: 'COGNITO_USER_POOLS' as const, authorizerId: pool.id },
  {
    authorizationType: 'COGNITO_USER_POOLS' as const,
    authorizerId: pool.id,
    authorizationScopes: ['email', 'pets/read'],
  },
);

const modelNames = ['Pet', 'Owner'] as const;
const models = fc.dictionary(contentType, fc.constantFrom(...modelNames), {
  maxKeys: 2,
  noNullPrototype: true,
});

function methodFor(httpMethod: string, resourceId: string): fc.Arbitrary<MethodModel> {
  return fc
    .record({
      security,
      apiKeyRequired: fc.boolean(),
      operationName: optional(text),
      requestValidatorId: optional(fc.constant(validator.id)),
      requestParameters: fc
        .uniqueArray(fc.tuple(fc.constantFrom('querystring', 'header'), name, fc.boolean()), {
          maxLength: 3,
          selector: ([, parameter]) => parameter,
        })
        .map((list) =>
          Object.fromEntries(
            list.map(([kind, parameter, needed]) => [`method.request.${kind}.${parameter}`, needed]),
          ),
        ),
      requestModels: models,
      methodResponses: fc.dictionary(
        statusCode,
        fc.record({
          responseParameters: fc.dictionary(
            name.map((header) => `method.response.header.${header}`),
            fc.constant(false),
            { maxKeys: 2, noNullPrototype: true },
          ),
          responseModels: models,
        }),
        { maxKeys: 2, noNullPrototype: true },
      ),
      integration: optional(integrationFor(resourceId)),
    })
    .map(({ security: who, ...method }) => declared({ httpMethod, ...who, ...method }));
}

/** An integration response maps only headers that its method response declares. */
function declared(method: MethodModel): MethodModel {
  const methodResponses = { ...method.methodResponses };
  for (const [code, { responseParameters }] of Object.entries(
    method.integration?.integrationResponses ?? {},
  )) {
    const response = methodResponses[code] ?? { responseParameters: {}, responseModels: {} };
    const headers = Object.keys(responseParameters).map((header) => [header, false]);
    methodResponses[code] = {
      ...response,
      responseParameters: { ...response.responseParameters, ...Object.fromEntries(headers) },
    };
  }
  return { ...method, methodResponses };
}

const gatewayResponses: fc.Arbitrary<RestApiDocument['gatewayResponses']> = fc
  .record({
    statusCode: optional(fc.constantFrom('400', '418')),
    responseParameters: texts(name.map((header) => `gatewayresponse.header.${header}`)),
    responseTemplates: fc.dictionary(contentType, text, { maxKeys: 2, noNullPrototype: true }),
  })
  .map((response): RestApiDocument['gatewayResponses'] => {
    const whole: GatewayResponseModel = { responseType: 'DEFAULT_4XX', ...response };
    return { DEFAULT_4XX: whole };
  });

/** `/`, `/pets` and `/pets/{id}`, some with methods. */
function resourcesFrom(methods: readonly (readonly MethodModel[])[]): Record<string, ResourceModel> {
  const parts = [
    { id: 'rootrootro', parentId: null, pathPart: null, path: '/' },
    { id: 'respet', parentId: 'rootrootro', pathPart: 'pets', path: '/pets' },
    { id: 'respid', parentId: 'respet', pathPart: '{id}', path: '/pets/{id}' },
  ];
  const kept = parts.filter((_part, index) => methods.slice(index).some((list) => list.length > 0));
  return Object.fromEntries(
    (kept.length === 0 ? parts.slice(0, 1) : kept).map((part) => [
      part.id,
      {
        ...part,
        methods: Object.fromEntries(
          methods[parts.indexOf(part)]!.map((method) => [method.httpMethod, method]),
        ),
      },
    ]),
  );
}

const methodsOf = (resourceId: string): fc.Arbitrary<MethodModel[]> =>
  fc
    .subarray(['GET', 'POST', 'ANY', 'OPTIONS'])
    .chain((verbs) => fc.tuple(...verbs.map((verb) => methodFor(verb, resourceId))))
    .map((methods) => [...methods]);

const petSchema = {
  type: 'object',
  title: 'A pet',
  properties: {
    example: { type: 'string', enum: ['a', 'b'] },
    owner: { $ref: 'https://apigateway.amazonaws.com/restapis/apiapiapia/models/Owner' },
  },
};
const ownerSchema = {
  type: 'array',
  items: { $ref: 'https://apigateway.amazonaws.com/restapis/apiapiapia/models/Pet' },
};

const api: fc.Arbitrary<RestApiDocument> = fc
  .record({
    name: text,
    description: optional(text),
    version: text,
    apiKeySource: fc.constantFrom('HEADER' as const, 'AUTHORIZER' as const),
    binaryMediaTypes: fc.uniqueArray(contentType, { maxLength: 2 }),
    minimumCompressionSize: optional(fc.integer({ min: 0, max: 1000 })),
    disableExecuteApiEndpoint: fc.boolean(),
    policy: optional(
      fc.constant(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:eu-south-1:111122223333:apiapiapia/*"}]}',
      ),
    ),
    methods: fc.tuple(methodsOf('rootrootro'), methodsOf('respet'), methodsOf('respid')),
    gatewayResponses: fc.oneof(fc.constant({}), gatewayResponses),
    modelIds: fc.tuple(id, id),
  })
  .map(({ methods, modelIds, ...members }): RestApiDocument => {
    const resources = resourcesFrom(methods);
    return {
      ...members,
      id: 'apiapiapia',
      createdAtMs: 0,
      rootResourceId: 'rootrootro',
      endpointType: 'REGIONAL',
      tags: {},
      resources,
      requestValidators: { [validator.id]: validator },
      authorizers: { [token.id]: token, [request.id]: request, [pool.id]: pool },
      models: usesModels(resources) ? modelsWith(modelIds) : {},
    };
  });

/** Models that nothing uses are not exported; of these two each uses the other. */
function usesModels(resources: Record<string, ResourceModel>): boolean {
  return Object.values(resources)
    .flatMap(({ methods }) => Object.values(methods))
    .some(
      ({ requestModels, methodResponses }) =>
        Object.keys(requestModels).length > 0 ||
        Object.values(methodResponses).some(({ responseModels }) => Object.keys(responseModels).length > 0),
    );
}

function modelsWith([petId, ownerId]: readonly [string, string]): RestApiDocument['models'] {
  const contentTypeOf = { contentType: 'application/json', description: null };
  return {
    Pet: { ...contentTypeOf, id: petId, name: 'Pet', schema: JSON.stringify(petSchema) },
    Owner: { ...contentTypeOf, id: ownerId, name: 'Owner', schema: JSON.stringify(ownerSchema) },
  };
}

/** The API with its root alone, as an overwrite leaves it. */
function emptied(whole: RestApiDocument): RestApiDocument {
  const root = whole.resources[whole.rootResourceId]!;
  const { version: _version, ...rest } = whole;
  return {
    ...rest,
    name: '',
    description: null,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    policy: null,
    resources: { [root.id]: { ...root, methods: {} } },
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
  };
}

function reimported(definition: string, whole: RestApiDocument): RestApiDocument {
  const identity = { accountId: '111122223333', region: 'eu-south-1' };
  const document = readDefinition(Buffer.from(definition), identity);
  const target = {
    api: emptied(whole),
    before: whole,
    basePath: 'ignore' as const,
    failOnWarnings: false,
    ids: createIds(),
    place: identity,
  };
  return importDefinition(document, target).api;
}

/** What a model's schema says, whatever the order of its members. */
function comparable(whole: RestApiDocument): unknown {
  return JSON.parse(JSON.stringify(whole), (key, value: unknown) =>
    key === 'schema' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value,
  );
}

test('an API exported to OpenAPI 3.0 and imported again is the same, in JSON and in YAML', () => {
  fc.assert(
    fc.property(api, fc.boolean(), (whole, asYaml) => {
      const definition = exportOas30(whole, place);
      const written = asYaml ? stringify(definition, { lineWidth: 0 }) : JSON.stringify(definition);
      assert.deepEqual(comparable(reimported(written, whole)), comparable(whole));
    }),
    { numRuns: 150 },
  );
});

/** Swagger says content types once for all of a method: only methods whose maps have the same can come back. */
function sayable(whole: RestApiDocument): RestApiDocument {
  const resources = Object.values(whole.resources).map((resource): [string, ResourceModel] => [
    resource.id,
    {
      ...resource,
      methods: Object.fromEntries(
        Object.values(resource.methods).map((method) => [method.httpMethod, sayableMethod(method)]),
      ),
    },
  ]);
  return { ...whole, resources: Object.fromEntries(resources) };
}

function sayableMethod(method: MethodModel): MethodModel {
  const onlyJson = (map: Readonly<Record<string, string>>): Record<string, string> =>
    Object.keys(map).length === 0 ? {} : { 'application/json': Object.values(map)[0]! };
  return {
    ...method,
    requestModels: onlyJson(method.requestModels),
    methodResponses: Object.fromEntries(
      Object.entries(method.methodResponses).map(([code, response]) => [
        code,
        { ...response, responseModels: onlyJson(response.responseModels) },
      ]),
    ),
    integration: method.integration && {
      ...method.integration,
      requestTemplates: onlyJson(method.integration.requestTemplates),
      integrationResponses: Object.fromEntries(
        Object.entries(method.integration.integrationResponses).map(([code, response]) => [
          code,
          { ...response, responseTemplates: onlyJson(response.responseTemplates) },
        ]),
      ),
    },
  };
}

test('an API exported to Swagger 2.0 and imported again is the same where Swagger can say it', () => {
  fc.assert(
    fc.property(api.map(sayable), (whole) => {
      const written = JSON.stringify(exportSwagger(whole, place));
      assert.deepEqual(comparable(reimported(written, whole)), comparable(whole));
    }),
    { numRuns: 100 },
  );
});
