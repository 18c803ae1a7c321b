// Models and request validators: what a schema must be, references between models, and who keeps one from being deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Model } from '@aws-sdk/client-api-gateway';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

const contentType = 'application/json';

async function withApi() {
  const context = createTestContext();
  const { id, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const restApiId = id!;
  const create = (name: string, schema: string): Promise<Model> =>
    api.CreateModel({ restApiId, name, contentType, schema }, context);
  return { context, restApiId, resourceId, create };
}

test('a schema that is none is refused, and one of another content type is not looked at', async () => {
  const { context, restApiId, create } = await withApi();
  const none =
    'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]';
  for (const schema of [
    'x',
    '[]',
    '{"type":"String"}',
    '{"properties":{"a":{"type":"text"}}}',
    '{"items":[1]}',
  ]) {
    await assertRefused(create('Pet', schema), 'BadRequestException', none);
  }
  await assertRefused(
    create('my-pet', '{}'),
    'BadRequestException',
    'Model name must be alphanumeric: my-pet',
  );
  await api.CreateModel({ restApiId, name: 'Page', contentType: 'text/html', schema: '<html>' }, context);
  await create('Pet', '{"type":["object","null"],"properties":{"a":{"type":"array","items":{}}}}');
});

test('a flattened model holds all that it leads to, itself included', async () => {
  const { context, restApiId, create } = await withApi();
  const ref = (name: string) => ({
    $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`,
  });
  await create('Leaf', '{"type":"string"}');
  await create(
    'Node',
    JSON.stringify({ type: 'object', properties: { leaf: ref('Leaf'), next: ref('Node') } }),
  );
  await create('Tree', JSON.stringify({ type: 'array', items: ref('Node') }));
  const whole = await api.GetModel({ restApiId, modelName: 'Tree', flatten: true }, context);
  assert.deepEqual(JSON.parse(whole.schema!), {
    type: 'array',
    items: { $ref: '#/definitions/Node' },
    definitions: {
      Node: {
        type: 'object',
        properties: { leaf: { $ref: '#/definitions/Leaf' }, next: { $ref: '#/definitions/Node' } },
      },
      Leaf: { type: 'string' },
    },
  });
  await assertRefused(
    api.DeleteModel({ restApiId, modelName: 'Node' }, context),
    'ConflictException',
    "Cannot delete model 'Node', is referenced in model: Tree",
  );
  await api.DeleteModel({ restApiId, modelName: 'Tree' }, context);
  await api.DeleteModel({ restApiId, modelName: 'Node' }, context);
});

test('a model that a response names stays', async () => {
  const { context, restApiId, resourceId, create } = await withApi();
  await create('Pet', '{"type":"object"}');
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutMethodResponse(
    { ...method, statusCode: '200', responseModels: { [contentType]: 'Pet' } },
    context,
  );
  await assertRefused(
    api.DeleteModel({ restApiId, modelName: 'Pet' }, context),
    'ConflictException',
    "Cannot delete model 'Pet', is referenced in method response: //GET/200",
  );
});

test('a validator is patched, listed, and kept while a method names it', async () => {
  const { context, restApiId, resourceId } = await withApi();
  const { id: requestValidatorId } = await api.CreateRequestValidator({ restApiId, name: 'body' }, context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE', requestValidatorId }, context);
  const patched = await api.UpdateRequestValidator(
    {
      restApiId,
      requestValidatorId,
      patchOperations: [
        { op: 'replace', path: '/validateRequestBody', value: 'true' },
        { op: 'replace', path: '/name', value: 'bodies' },
      ],
    },
    context,
  );
  assert.deepEqual((await api.GetRequestValidators({ restApiId }, context)).items, [patched]);
  assert.equal(patched.validateRequestBody, true);
  await assertRefused(
    api.DeleteRequestValidator({ restApiId, requestValidatorId }, context),
    'ConflictException',
    "Cannot delete Request Validator 'bodies', is referenced in method: //GET",
  );
  await api.UpdateMethod(
    { ...method, patchOperations: [{ op: 'replace', path: '/requestValidatorId', value: '' }] },
    context,
  );
  await api.DeleteRequestValidator({ restApiId, requestValidatorId }, context);
});
