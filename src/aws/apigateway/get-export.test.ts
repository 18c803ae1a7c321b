// Exports beyond what is recorded: YAML, documentation, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

/** An API with a method for an API key and IAM, deployed to `dev`. */
async function deployedApi(context: TestContext): Promise<string> {
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const method = { restApiId, resourceId, httpMethod: 'ANY' };
  await api.PutMethod({ ...method, authorizationType: 'AWS_IAM', apiKeyRequired: true }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.CreateDeployment({ restApiId, stageName: 'dev' }, context);
  return restApiId!;
}

async function exported(
  context: TestContext,
  restApiId: string,
  input: { accepts?: string; exportType?: string; parameters?: Record<string, string> },
): Promise<{ definition: Record<string, unknown>; contentDisposition: string }> {
  const answer = await api.GetExport({ restApiId, stageName: 'dev', exportType: 'oas30', ...input }, context);
  const definition = parse(Buffer.from(answer.body!).toString()) as Record<string, unknown>;
  return { definition, contentDisposition: answer.contentDisposition! };
}

test('an export comes in YAML where that is accepted', async () => {
  const context = createTestContext();
  const restApiId = await deployedApi(context);
  const { definition, contentDisposition } = await exported(context, restApiId, {
    accepts: 'application/yaml',
  });
  assert.equal(contentDisposition, 'attachment; filename="oas30_2026-01-02T03:04:05Z.yaml"');
  assert.deepEqual(definition['paths'], {
    '/': { 'x-amazon-apigateway-any-method': { security: [{ sigv4: [] }, { api_key: [] }] } },
  });
  assert.deepEqual(definition['components'], {
    securitySchemes: {
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      sigv4: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'awsSigv4',
      },
    },
  });
});

test('what is exported is what the stage serves, not what came after the deployment', async () => {
  const context = createTestContext();
  const restApiId = await deployedApi(context);
  const patchOperations = [{ op: 'replace' as const, path: '/name', value: 'cats' }];
  await api.UpdateRestApi({ restApiId, patchOperations }, context);
  const { definition } = await exported(context, restApiId, { exportType: 'swagger' });
  assert.equal((definition['info'] as Record<string, string>)['title'], 'pets');
});

test('the documentation that a stage shows is exported with it', async () => {
  const context = createTestContext();
  const restApiId = await deployedApi(context);
  const location = { type: 'API' as const };
  await api.CreateDocumentationPart({ restApiId, location, properties: '{"info":"x"}' }, context);
  await api.CreateDocumentationVersion({ restApiId, documentationVersion: 'v1', stageName: 'dev' }, context);
  const { definition } = await exported(context, restApiId, {
    parameters: { extensions: 'integrations,documentation' },
  });
  assert.deepEqual(definition['x-amazon-apigateway-documentation'], {
    version: 'v1',
    createdDate: '2026-01-02T03:04:05.678Z',
    documentationParts: [{ location, properties: { info: 'x' } }],
  });
});

test('an unknown type, stage and extension are refused', async () => {
  const context = createTestContext();
  const restApiId = await deployedApi(context);
  await assert.rejects(exported(context, restApiId, { exportType: 'raml' }), {
    code: 'BadRequestException',
  });
  await assertRefused(
    api.GetExport({ restApiId, stageName: 'prod', exportType: 'oas30' }, context),
    'NotFoundException',
    'Invalid stage identifier specified',
  );
  await assert.rejects(exported(context, restApiId, { parameters: { extensions: 'postman' } }), {
    code: 'NotImplemented',
  });
});

test('an API that goes takes its documentation along', async () => {
  const context = createTestContext();
  const restApiId = await deployedApi(context);
  const location = { type: 'API' as const };
  await api.CreateDocumentationPart({ restApiId, location, properties: '{}' }, context);
  await api.CreateDocumentationVersion({ restApiId, documentationVersion: 'v1' }, context);
  await api.DeleteRestApi({ restApiId }, context);
  assert.deepEqual(await context.store.list('documentation-part'), []);
  assert.deepEqual(await context.store.list('documentation-version'), []);
});
