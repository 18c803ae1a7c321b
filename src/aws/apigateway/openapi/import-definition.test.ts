// Definitions as AWS takes them, beyond what is recorded: modes, base paths, extensions, and what is wrong with them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { RestApi } from '@aws-sdk/client-api-gateway';
import { createTestContext, type TestContext } from '../../testing/operation-context.ts';
import { assertRefused } from '../../testing/refusals.ts';
import { apigatewayOperations as api } from '../operations.ts';

const integration = {
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: 'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:111122223333:function:pets/invocations',
};
const proxied = { responses: {}, 'x-amazon-apigateway-integration': integration };

function definition(paths: object, more: object = {}): object {
  return { openapi: '3.0.1', info: { title: 'pets', version: '1' }, paths, ...more };
}

function bytes(document: object | string): never {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return Buffer.from(text) as never;
}

function importApi(
  context: TestContext,
  document: object | string,
  parameters?: Record<string, string>,
  failOnWarnings = false,
): Promise<RestApi> {
  return api.ImportRestApi(
    { body: bytes(document), failOnWarnings, ...(parameters && { parameters }) },
    context,
  );
}

async function paths(context: TestContext, restApiId: string): Promise<string[]> {
  const { items } = await api.GetResources({ restApiId, limit: 500 }, context);
  return items!.map((item) => item.path!).toSorted();
}

async function methodAt(
  context: TestContext,
  restApiId: string,
  path: string,
  httpMethod: string,
): Promise<Awaited<ReturnType<typeof api.GetMethod>>> {
  const { items } = await api.GetResources({ restApiId, limit: 500 }, context);
  const resourceId = items!.find((item) => item.path === path)!.id;
  return api.GetMethod({ restApiId, resourceId, httpMethod }, context);
}

function spec(file: string): string {
  return readFileSync(new URL(`../../../../test/data/goldens/specs/${file}`, import.meta.url), 'utf8');
}

test('a path’s resources are made one by one, and ANY comes from its extension', async () => {
  const context = createTestContext();
  const { id } = await importApi(
    context,
    definition({ '/a/{b}/{c+}': { 'x-amazon-apigateway-any-method': proxied }, '/a/': { get: proxied } }),
  );
  assert.deepEqual(await paths(context, id!), ['/', '/a', '/a/{b}', '/a/{b}/{c+}']);
  const method = await methodAt(context, id!, '/a/{b}/{c+}', 'ANY');
  assert.equal(method.methodIntegration?.type, 'AWS_PROXY');
  assert.equal(method.methodIntegration?.httpMethod, 'POST');
});

test('what is neither JSON nor YAML, or no definition, is no OpenAPI input', async () => {
  const context = createTestContext();
  for (const body of ['', '{', 'just text', '[]', '{}', 'a: [', '{"info":{"title":"x"}}']) {
    await assertRefused(importApi(context, body), 'BadRequestException', 'Invalid OpenAPI input.');
  }
});

test('a YAML version without quotes is the text that stands there', async () => {
  const context = createTestContext();
  const body = 'swagger: 2.0\ninfo:\n  title: pets\n  version: 1.10\npaths: {}\n';
  const { name, version } = await importApi(context, body);
  assert.deepEqual({ name, version }, { name: 'pets', version: '1.10' });
});

test('a YAML bomb is refused', async () => {
  const lists = Array.from({ length: 9 }, (_, index) =>
    index === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${index}: &a${index} [${Array(9)
          .fill(`*a${index - 1}`)
          .join(', ')}]`,
  );
  const body = `openapi: 3.0.1\ninfo: {title: x}\npaths: {}\n${lists.join('\n')}\n`;
  await assertRefused(importApi(createTestContext(), body), 'BadRequestException', 'Invalid OpenAPI input.');
});

for (const [mode, url, server] of [
  ['ignore', '/test', '/test'],
  ['prepend', '/base-url/part/test', '/base-var/test'],
  ['split', '/part/test', '/test'],
] as const) {
  test(`a base path is taken by ${mode}`, async () => {
    const context = createTestContext();
    for (const [file, expected] of [
      ['openapi-basepath-url.yaml', url],
      ['openapi-basepath-server-variable.yaml', server],
    ] as const) {
      const { id } = await importApi(context, spec(file), { basepath: mode }, true);
      const method = await methodAt(context, id!, expected, 'GET');
      assert.equal(method.methodIntegration?.type, 'MOCK');
      if (file.includes('url')) {
        assert.equal(
          method.methodIntegration?.requestParameters?.['integration.request.header.nothing'],
          'true',
        );
      }
    }
  });
}

test('a swagger base path is taken the same', async () => {
  const context = createTestContext();
  const document = {
    swagger: '2.0',
    info: { title: 'x' },
    basePath: '/a/b',
    paths: { '/c': { get: proxied } },
  };
  const { id } = await importApi(context, document, { basepath: 'prepend' });
  assert.deepEqual(await paths(context, id!), ['/', '/a', '/a/b', '/a/b/c']);
});

test('the definition’s security counts where an operation has none, and its empty one opens it', async () => {
  const context = createTestContext();
  const body = spec('openapi.spec.global-auth.json').replace(
    '${authorizer_lambda_invocation_arn}',
    integration.uri,
  );
  const imported = await importApi(context, body, {}, true);
  assert.equal(imported.apiKeySource, 'AUTHORIZER');
  const { items } = await api.GetAuthorizers({ restApiId: imported.id }, context);
  assert.equal(items?.[0]?.type, 'REQUEST');
  assert.equal(items?.[0]?.identitySource, 'method.request.header.Custom-Authorization');
  for (const [path, verb] of [
    ['/pets', 'GET'],
    ['/echo/{data}', 'ANY'],
  ] as const) {
    const method = await methodAt(context, imported.id!, path, verb);
    assert.equal(method.authorizationType, 'CUSTOM');
    assert.equal(method.authorizerId, items?.[0]?.id);
    assert.equal(method.apiKeyRequired, false);
  }
  const open = body.replace('"get": {', '"get": { "security": [],');
  const { id } = await importApi(context, open);
  assert.equal((await methodAt(context, id!, '/pets', 'GET')).authorizationType, 'NONE');
});

test('API keys and IAM are required by their schemes', async () => {
  const context = createTestContext();
  const { id } = await importApi(
    context,
    definition(
      { '/pets': { get: { ...proxied, security: [{ api_key: [] }, { sigv4: [] }] } } },
      {
        components: {
          securitySchemes: {
            api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
            sigv4: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          },
        },
      },
    ),
  );
  const method = await methodAt(context, id!, '/pets', 'GET');
  assert.equal(method.authorizationType, 'AWS_IAM');
  assert.equal(method.apiKeyRequired, true);
});

test('the extensions beside the paths set up the API', async () => {
  const context = createTestContext();
  const imported = await importApi(
    context,
    definition(
      { '/': { get: proxied } },
      {
        'x-amazon-apigateway-binary-media-types': ['image/*'],
        'x-amazon-apigateway-minimum-compression-size': 100,
        'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
        'x-amazon-apigateway-gateway-responses': {
          DEFAULT_5XX: {
            statusCode: 500,
            responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
          },
        },
        'x-amazon-apigateway-importexport-version': '1.0',
        'x-amazon-apigateway-policy': {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
          ],
        },
      },
    ),
    { endpointConfigurationTypes: 'REGIONAL' },
  );
  assert.deepEqual(imported.binaryMediaTypes, ['image/*']);
  assert.equal(imported.minimumCompressionSize, 100);
  assert.match(imported.policy!, new RegExp(`execute-api:eu-south-1:111122223333:${imported.id}`));
  assert.equal(imported.disableExecuteApiEndpoint, true);
  assert.deepEqual(imported.endpointConfiguration?.types, ['REGIONAL']);
  const response = await api.GetGatewayResponse(
    { restApiId: imported.id, responseType: 'DEFAULT_5XX' },
    context,
  );
  assert.equal(response.statusCode, '500');
  assert.equal(response.defaultResponse, false);
  assert.deepEqual(response.responseTemplates, {
    'application/json': '{"message":$context.error.messageString}',
  });
});

test('schemas written out in a method become models of their own; simple ones are left out with a warning', async () => {
  const context = createTestContext();
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const document = definition({
    '/pets': {
      post: {
        ...proxied,
        requestBody: json({ type: 'object', properties: { name: { type: 'string' } } }),
        responses: {
          '200': { description: '', ...json({ type: 'string' }) },
          '404': { description: '', ...json({ $ref: '#/components/schemas/Gone' }) },
        },
      },
    },
  });
  const { id, warnings } = await importApi(context, document);
  assert.deepEqual(warnings, [
    "Unsupported model type 'StringSchema' in 200 response to method 'POST /pets'. Ignoring.",
    "Reference to model 'Gone' not found. Ignoring.",
  ]);
  const method = await methodAt(context, id!, '/pets', 'POST');
  const name = method.requestModels!['application/json']!;
  assert.match(name, /^MODEL[0-9a-f]{6}$/);
  const model = await api.GetModel({ restApiId: id, modelName: name }, context);
  assert.deepEqual(JSON.parse(model.schema!), {
    type: 'object',
    properties: { name: { type: 'string' } },
  });
  await assertRefused(
    importApi(context, document, {}, true),
    'BadRequestException',
    `Warnings found during import:\n\t${warnings.join('\n\t')}`,
  );
});

test('every error is told, the warnings with them, and nothing is made', async () => {
  const context = createTestContext();
  const document = definition(
    {
      '/a/{b}': { get: { ...proxied, 'x-amazon-apigateway-integration': { ...integration, uri: 'x' } } },
      '/a/{c}': { get: proxied },
      '/d': { get: { 'x-amazon-apigateway-integration': { ...integration, httpMethod: undefined } } },
    },
    { components: { schemas: { 'a-b': { type: 'object' }, C: { $ref: 'https://example.com/c.json' } } } },
  );
  await assertRefused(
    importApi(context, document),
    'BadRequestException',
    [
      'Errors found during import:',
      "\tUnable to create model for 'a-b': Model name must be alphanumeric: a-b",
      "\tUnable to create model for 'C': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]",
      "\tUnable to put integration on 'GET' for resource at path '/a/{b}': Invalid ARN specified in the request",
      "\tUnable to create resource at path '/a/{c}': A sibling ({b}) of this resource already has a variable path part -- only one is allowed",
      "\tUnable to put integration on 'GET' for resource at path '/d': Enumeration value for HttpMethod must be non-empty",
      'Additionally, these warnings were found:',
      "\tParse issue: attribute paths.'/d'(get).responses is missing",
    ].join('\n'),
  );
  assert.deepEqual((await api.GetRestApis({}, context)).items, []);
});

test('an integration without a type ends the import by itself', async () => {
  const document = definition({ '/search': { get: { ...proxied, 'x-amazon-apigateway-integration': {} } } });
  await assertRefused(
    importApi(createTestContext(), document),
    'BadRequestException',
    'Unable to parse API definition because of a malformed integration at path /search',
  );
});

test('an overwrite leaves what the definition says, with the ids of what keeps its path', async () => {
  const context = createTestContext();
  const first = await importApi(
    context,
    definition(
      { '/a': { get: proxied }, '/b': { get: proxied } },
      { 'x-amazon-apigateway-binary-media-types': ['image/heif'] },
    ),
  );
  const restApiId = first.id!;
  const before = await api.GetResources({ restApiId }, context);
  const second = definition(
    { '/a': { post: proxied } },
    { info: { title: 'cats' }, 'x-amazon-apigateway-binary-media-types': ['image/png'] },
  );
  const put = await api.PutRestApi({ restApiId, mode: 'overwrite', body: bytes(second) }, context);
  assert.equal(put.name, 'cats');
  assert.equal(put.version, undefined);
  assert.deepEqual(put.binaryMediaTypes, ['image/png']);
  const after = await api.GetResources({ restApiId }, context);
  assert.deepEqual(await paths(context, restApiId), ['/', '/a']);
  const idOf = (list: typeof before): string | undefined =>
    list.items!.find((item) => item.path === '/a')?.id;
  assert.equal(idOf(after), idOf(before));
  assert.deepEqual(Object.keys(after.items!.find((item) => item.path === '/a')!.resourceMethods!), ['POST']);
});

test('a merge adds to the API, the definition’s own coming first', async () => {
  const context = createTestContext();
  const first = await importApi(
    context,
    definition(
      { '/a': { get: proxied, put: proxied } },
      {
        'x-amazon-apigateway-binary-media-types': ['image/heif'],
        components: { schemas: { Pet: { type: 'object' } } },
      },
    ),
  );
  const restApiId = first.id!;
  const get = { ...proxied, operationId: 'again' };
  const second = definition(
    {
      '/a': { get },
      '/c': {
        get: {
          ...proxied,
          responses: {
            '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
          },
        },
      },
    },
    { 'x-amazon-apigateway-binary-media-types': ['image/png'] },
  );
  const put = await api.PutRestApi({ restApiId, body: bytes(second), failOnWarnings: true }, context);
  assert.deepEqual(put.binaryMediaTypes, ['image/heif', 'image/png']);
  assert.deepEqual(await paths(context, restApiId), ['/', '/a', '/c']);
  assert.equal((await methodAt(context, restApiId, '/a', 'GET')).operationName, 'again');
  assert.ok(await methodAt(context, restApiId, '/a', 'PUT'));
  const { methodResponses } = await methodAt(context, restApiId, '/c', 'GET');
  assert.deepEqual(methodResponses?.['200']?.responseModels, { 'application/json': 'Pet' });
});

test('a definition that fails leaves the API as it was', async () => {
  const context = createTestContext();
  const { id: restApiId } = await importApi(context, definition({ '/a': { get: proxied } }));
  const bad = definition({ '/b': { get: { ...proxied, 'x-amazon-apigateway-integration': {} } } });
  await assert.rejects(api.PutRestApi({ restApiId, mode: 'overwrite', body: bytes(bad) }, context));
  assert.deepEqual(await paths(context, restApiId!), ['/', '/a']);
});

test('the AWS variables are filled in', async () => {
  const context = createTestContext();
  const uri = integration.uri
    .replaceAll('eu-south-1', '${AWS::Region}')
    .replaceAll('111122223333', '${AWS::AccountId}');
  const { id } = await importApi(
    context,
    definition({
      '/a': { get: { ...proxied, 'x-amazon-apigateway-integration': { ...integration, uri } } },
    }),
  );
  assert.equal((await methodAt(context, id!, '/a', 'GET')).methodIntegration?.uri, integration.uri);
});

test('names that every object has are nothing special', async () => {
  const context = createTestContext();
  const { id, warnings } = await importApi(
    context,
    definition({
      '/constructor': {
        get: {
          ...proxied,
          security: [{ toString: [] }],
          parameters: [{ $ref: '#/components/parameters/constructor' }],
        },
      },
    }),
  );
  assert.deepEqual(await paths(context, id!), ['/', '/constructor']);
  assert.deepEqual(warnings, [
    "Reference to parameter '#/components/parameters/constructor' not found. Ignoring.",
    "Security requirement 'toString' of method 'GET /constructor' names no authorizer. Ignoring.",
  ]);
});

for (const file of ['openapi.spec.tf.json', 'openapi.spec.stage-variables.json']) {
  test(`imports ${file} without a warning`, async () => {
    const imported = await importApi(createTestContext(), spec(file), {}, true);
    assert.equal(imported.warnings, undefined);
  });
}
